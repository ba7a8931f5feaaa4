export default function Landing() {
  return <main>Welcome.</main>
}
