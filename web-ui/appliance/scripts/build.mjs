// Bundles the pages' scripts. `node build.mjs FOLDER` writes one for each entry point, and what style sheets they need; the same
// sources give the same bytes. Plots are drawn by uPlot, whose notice stays.
import { build } from "esbuild";
import { copyFile } from "node:fs/promises";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

const [folder] = process.argv.slice(2);
if (folder === undefined) {
  console.error("build.mjs: no folder to write to; for instance: node build.mjs ../src/main/resources/static");
  process.exit(1);
}
const here = fileURLToPath(new URL(".", import.meta.url));
await build({
  absWorkingDir: here,
  entryPoints: ["src/overview.ts", "src/plots.ts", "src/fresh.ts"],
  outdir: folder,
  bundle: true,
  format: "esm",
  target: "es2022",
  minify: true,
  legalComments: "inline",
  charset: "utf8",
  banner: {
    js: "// Made from web-ui/appliance/scripts by `npm run build`; do not edit.",
    css: "/* Made from web-ui/appliance/scripts by `npm run build`; do not edit. */",
  },
});
// uPlot's licence wants to go where uPlot goes.
await copyFile(join(here, "node_modules/uplot/LICENSE"), join(folder, "uplot-licence.txt"));
