// The dependency rule over whole folders; fails also when nothing could be read ("0 modules, no violations" is no success).
import { createRequire } from "node:module";
import { fileURLToPath } from "node:url";
import { cruise } from "dependency-cruiser";

const root = fileURLToPath(new URL("../../", import.meta.url));
const { forbidden, options } = createRequire(import.meta.url)(`${root}.dependency-cruiser.cjs`);
const baseDir = process.env["CORDBOARD_HOUSE_ROOT"] ?? root;

process.chdir(baseDir);
const { output } = await cruise(process.argv.slice(2), { ...options, ruleSet: { forbidden }, validate: true, baseDir });
const { violations, totalCruised, totalDependenciesCruised } = output.summary;
for (const { rule, from, to } of violations) console.log(`${rule.name}: ${from} -> ${to}`);
console.log(`${totalCruised} modules, ${totalDependenciesCruised} dependencies, ${violations.length} violations`);
const nothingRead = totalCruised === 0 || totalDependenciesCruised === 0;
if (nothingRead) console.log("Nothing could be read: the rule was not checked.");
process.exitCode = violations.length > 0 || nothingRead ? 1 : 0;
