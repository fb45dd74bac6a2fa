// Bundles the page's script. `node build.mjs FOLDER` writes FOLDER/overview.js; the same sources give the same bytes.
import { build } from "esbuild";
import { fileURLToPath } from "node:url";

const [folder] = process.argv.slice(2);
if (folder === undefined) {
  console.error("build.mjs: no folder to write to; for instance: node build.mjs ../src/main/resources/static");
  process.exit(1);
}
await build({
  absWorkingDir: fileURLToPath(new URL(".", import.meta.url)),
  entryPoints: ["src/overview.ts"],
  outdir: folder,
  bundle: true,
  format: "esm",
  target: "es2022",
  minify: true,
  legalComments: "none",
  charset: "utf8",
  banner: { js: "// Made from web-ui/appliance/scripts by `npm run build`; do not edit." },
});
