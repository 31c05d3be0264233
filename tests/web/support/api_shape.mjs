// Checks answers against the description that soundcheck-cloud serves, so that
// the replayed cloud cannot drift from the real one.
import { readFileSync } from "node:fs";
import Ajv from "ajv/dist/2020.js";

const description = JSON.parse(readFileSync(
  new URL("../../../cloud-sim/http/openapi.json", import.meta.url), "utf8"));
const ajv = new Ajv({ strict: false, allErrors: true });
ajv.addSchema(description, "api");

/// Returns `value`, or throws with the places where it differs.
export function shaped(name, value) {
  const valid = ajv.getSchema(`api#/components/schemas/${name}`);
  if (!valid(value)) {
    throw new Error(`not a ${name}: ${ajv.errorsText(valid.errors)}`);
  }
  return value;
}
