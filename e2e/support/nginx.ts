// nginx in front of an app below a path, with the settings of docs/deploying.md.
import { spawn } from "node:child_process"
import { mkdtemp, rm, writeFile } from "node:fs/promises"
import { connect } from "node:net"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { expect } from "@playwright/test"
import { stop } from "../../scripts/test/program.mjs"

type Ports = { listen: number; target: number }

/** @returns a function that stops it */
export async function startNginx(
  program: string,
  { listen, target }: Ports,
  { basePath, strips }: { basePath: string; strips: boolean },
): Promise<() => Promise<void>> {
  const directory = await mkdtemp(join(tmpdir(), "portico-nginx-"))
  const file = join(directory, "nginx.conf")
  const slash = strips ? "/" : ""
  const temporary = ["client_body", "proxy", "fastcgi", "uwsgi", "scgi"]
  await writeFile(
    file,
    `
daemon off;
master_process off;
pid ${directory}/nginx.pid;
events {}
http {
  access_log off;
  ${temporary.map((name) => `${name}_temp_path ${directory}/${name};`).join("\n  ")}
  server {
    listen 127.0.0.1:${listen};
    # Its port is not the one that visitors see.
    absolute_redirect off;
    location ${basePath}${slash} {
      proxy_pass http://localhost:${target}${slash};
      proxy_set_header Host $http_host;
      proxy_set_header X-Forwarded-For $proxy_add_x_forwarded_for;
      proxy_set_header X-Forwarded-Proto $scheme;
    }
  }
}
`,
  )
  const argv = ["-p", directory, "-c", file, "-e", "stderr"]
  // nginx has a variable NGINX of its own: the sockets that it inherits.
  const child = spawn(program, argv, { stdio: "inherit", env: { ...process.env, NGINX: undefined } })
  await expect.poll(() => accepts(listen), { message: "nginx accepts connections" }).toBe(true)
  return async () => {
    await stop(child)
    await rm(directory, { recursive: true, force: true })
  }
}

function accepts(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect(port, "127.0.0.1")
    socket.once("connect", () => resolve(true)).once("error", () => resolve(false))
    socket.once("connect", () => socket.destroy())
  })
}
