import { redirect } from "next/navigation"
import { currentUser } from "../../current"

/** A page for signed-in users that is the same in every app: a heading and a table, like a dashboard. */
export default async function Measured() {
  const user = await currentUser()
  if (!user) redirect("/signin")
  const rows = Array.from({ length: 40 }, (_, index) => index + 1)
  return (
    <main>
      <h1>Good day, {user.name}</h1>
      <p>{user.email}</p>
      <table>
        <thead>
          <tr>
            <th>Invoice</th>
            <th>Customer</th>
            <th>Due</th>
            <th>Amount</th>
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <tr key={row}>
              <td>2026-{row}</td>
              <td>Customer {row}</td>
              <td>in {row} days</td>
              <td>{row * 10}.00</td>
            </tr>
          ))}
        </tbody>
      </table>
    </main>
  )
}
