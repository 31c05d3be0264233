// Starts a real cloud with a real speaker and speaks to it by lines.
import { spawn } from "node:child_process";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";

const programOf = (name) =>
  fileURLToPath(new URL(`../${name}`, import.meta.url));

export class LiveHome {
  #child;
  #lines;

  static async start(build, name = "live_home.py") {
    const home = new LiveHome();
    home.#child = spawn("/usr/bin/python3", [programOf(name), build],
      { stdio: ["pipe", "pipe", "inherit"] });
    home.#lines = createInterface({ input: home.#child.stdout })
      [Symbol.asyncIterator]();
    Object.assign(home, await home.#answer());
    return home;
  }

  async tell(word) {
    this.#child.stdin.write(`${word}\n`);
    await this.#answer();
  }

  /// Ends its input, upon which it takes down all that it started.
  async stop() {
    if (this.#child.exitCode !== null) return;
    const ended = new Promise((resolve) => this.#child.once("exit", resolve));
    this.#child.stdin.end();
    await ended;
  }

  async #answer() {
    const { value, done } = await this.#lines.next();
    if (done) throw new Error("the home ended; its words are above");
    return JSON.parse(value);
  }
}
