// Writes src/api/schema.ts from the description that soundcheck-cloud serves,
// so that a change of the API which the console does not follow fails here.
import { readFileSync, writeFileSync, existsSync } from "node:fs";
import { fileURLToPath } from "node:url";
import openapiTS, { astToString } from "openapi-typescript";

const source = new URL("../../http/openapi.json", import.meta.url);
const target = fileURLToPath(new URL("../src/api/schema.ts", import.meta.url));

const text = astToString(await openapiTS(source));
if (!existsSync(target) || readFileSync(target, "utf8") !== text) {
  writeFileSync(target, text);
}
