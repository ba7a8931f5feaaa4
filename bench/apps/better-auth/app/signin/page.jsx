import { Buttons } from "./buttons"

export default function SignIn() {
  return (
    <main>
      <Buttons />
    </main>
  )
}
