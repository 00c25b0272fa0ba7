// An independent opinion on the published schema. Reads one JSON text per line (itself written as a JSON string) and
// answers each with a line: null where the schema accepts it, else the JSON Pointers of what it refuses.
// Usage: node validate.mjs family-plan.schema.json < corpus
import { readFileSync } from "node:fs";
import { createInterface } from "node:readline";
import Ajv2020 from "ajv/dist/2020.js";
import addFormats from "ajv-formats";

const ajv = new Ajv2020({ strict: false, allErrors: true, validateFormats: true });
addFormats(ajv);
const validate = ajv.compile(JSON.parse(readFileSync(process.argv[2], "utf8")));

for await (const line of createInterface({ input: process.stdin })) {
  const accepted = validate(JSON.parse(JSON.parse(line)));
  const pointers = accepted ? null : [...new Set(validate.errors.map((error) => error.instancePath))];
  process.stdout.write(JSON.stringify(pointers) + "\n");
}
