// Spring Authorization Server, as Spring Boot starts it: with nothing of its own but settings.
import { join } from "node:path"
import { freePort } from "../../../scripts/lib/ports.mjs"
import { mavenProgram, restartable } from "../machine.mjs"

const version = "4.1.2"

const pom = `<project xmlns="http://maven.apache.org/POM/4.0.0">
  <modelVersion>4.0.0</modelVersion>
  <parent>
    <groupId>org.springframework.boot</groupId>
    <artifactId>spring-boot-starter-parent</artifactId>
    <version>${version}</version>
  </parent>
  <groupId>interop</groupId>
  <artifactId>server</artifactId>
  <version>1</version>
  <dependencies>
    <dependency>
      <groupId>org.springframework.boot</groupId>
      <artifactId>spring-boot-starter-oauth2-authorization-server</artifactId>
    </dependency>
  </dependencies>
  <build>
    <finalName>server</finalName>
    <plugins>
      <plugin>
        <groupId>org.springframework.boot</groupId>
        <artifactId>spring-boot-maven-plugin</artifactId>
      </plugin>
    </plugins>
  </build>
</project>
`
const main = `package interop;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;

@SpringBootApplication
public class Server {
  public static void main(String[] args) {
    SpringApplication.run(Server.class, args);
  }
}
`

/** @type {import("../server.mjs").Server} */
export const server = {
  name: `Spring Authorization Server (Boot ${version})`,
  needs: ["java 17", "mvn"],
  // It ignores prompt. Its auth_time is true, and counts while it is less than ten minutes old.
  expected: { confirmation: "not asked" },

  async start(origin) {
    const sources = { "src/main/java/interop/Server.java": main }
    const folder = await mavenProgram(`spring-boot-${version}`, { pom, sources })
    const port = await freePort()
    const issuer = `http://localhost:${port}`
    const client = "spring.security.oauth2.authorizationserver.client.app.registration"
    const settings = {
      "server.port": port,
      "spring.security.user.name": "ada",
      "spring.security.user.password": "right-password",
      "spring.security.oauth2.authorizationserver.issuer": issuer,
      [`${client}.client-id`]: "app",
      [`${client}.client-secret`]: "{noop}right-secret",
      [`${client}.client-authentication-methods`]: "client_secret_basic",
      [`${client}.authorization-grant-types`]: "authorization_code,refresh_token",
      [`${client}.redirect-uris`]: `${origin}/api/auth/oidc/callback`,
      [`${client}.post-logout-redirect-uris`]: `${origin}/api/auth/signout/return`,
      [`${client}.scopes`]: "openid,profile,email",
    }
    const argv = Object.entries(settings).map(([name, value]) => `--${name}=${value}`)
    const { restart, stop } = await restartable(
      "java",
      ["-jar", join(folder, "target/server.jar"), ...argv],
      {
        name: "spring",
        ready: `${issuer}/.well-known/openid-configuration`,
      },
    )
    return {
      providerId: "oidc",
      env: { AUTH_OIDC_ISSUER: issuer, AUTH_OIDC_ID: "app", AUTH_OIDC_SECRET: "right-secret" },
      wrongSecret: { AUTH_OIDC_SECRET: "wrong-secret" },
      api: `${issuer}/userinfo`,
      forms: {
        login: {
          find: (page) => page.locator("#password"),
          async submit(page) {
            await page.fill("#username", "ada")
            await page.fill("#password", "right-password")
            await page.click("button[type=submit]")
          },
        },
      },
      // Its keys are in memory.
      rotateKeys: restart,
      stop,
    }
  },
}
