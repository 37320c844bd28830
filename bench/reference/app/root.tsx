import { Outlet } from "@remix-run/react"

export default function Root() {
  return (
    <html lang="en">
      <head>
        <title>Reference</title>
      </head>
      <body>
        <Outlet />
      </body>
    </html>
  )
}
