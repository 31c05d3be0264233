// The console must open in under a second on a poor line, so what a browser
// fetches is counted and bounded here, as gzip sends it.
import { readdirSync, readFileSync, statSync } from "node:fs";
import { join } from "node:path";
import { gzipSync } from "node:zlib";

const limitBytes = 120 * 1024;
const folder = process.env.SOUNDCHECK_WEB_OUT ?? "dist";

function files(path) {
  return readdirSync(path).flatMap((name) => {
    const inner = join(path, name);
    return statSync(inner).isDirectory() ? files(inner) : [inner];
  });
}

let total = 0;
for (const file of files(folder).filter((name) => !name.endsWith(".map"))) {
  const bytes = gzipSync(readFileSync(file), { level: 9 }).length;
  total += bytes;
  console.log(`${(bytes / 1024).toFixed(1).padStart(7)} kB  ${file}`);
}
console.log(`${(total / 1024).toFixed(1).padStart(7)} kB  gzip in all`);
if (total > limitBytes) {
  console.error(`The console is larger than ${limitBytes / 1024} kB gzip.`);
  process.exit(1);
}
