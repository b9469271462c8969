// Builds what static/ui holds from frontend/src and the templates: `make web`.
//
// The built files are committed, so that GoPay runs and is tested without Node. static/ui/built.json keeps a hash of
// everything that goes in; `make check` works it out again in Python (dev/check.py) and says when a build is due.

import { execFile } from "node:child_process";
import { createHash } from "node:crypto";
import { mkdir, readFile, readdir, writeFile } from "node:fs/promises";
import { dirname, join, relative } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { brotliCompressSync, constants, gzipSync } from "node:zlib";

import { build } from "esbuild";

const HERE = dirname(fileURLToPath(import.meta.url));
const ROOT = dirname(HERE);
const OUT = join(ROOT, "static", "ui");
const run = promisify(execFile);

async function filesUnder(folder) {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  return entries.filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath ?? entry.path, entry.name));
}

// What goes into the build: the same list, and the same hash, as `_web_inputs` of dev/check.py.
async function inputs() {
  const others = ["admin", "unfold"];
  const templates = (await filesUnder(join(ROOT, "templates")))
    .map((path) => relative(ROOT, path))
    .filter((path) => path.endsWith(".html") && !others.includes(path.split("/")[1]));
  const sources = (await filesUnder(join(HERE, "src"))).map((path) => relative(ROOT, path));
  const tools = ["frontend/build.mjs", "frontend/package.json", "frontend/package-lock.json"];
  return [...templates, ...sources, ...tools].sort();
}

async function hashOf(paths) {
  const hash = createHash("sha256");
  for (const path of paths) {
    const content = createHash("sha256").update(await readFile(join(ROOT, path))).digest("hex");
    hash.update(`${path} ${content}\n`);
  }
  return hash.digest("hex");
}

async function styles() {
  const tailwind = join(HERE, "node_modules", ".bin", "tailwindcss");
  await run(tailwind, ["--input", "src/css/app.css", "--output", join(OUT, "app.css"), "--minify"], { cwd: HERE });
}

async function scripts() {
  await build({
    absWorkingDir: HERE,
    entryPoints: {
      app: "src/js/app.js",
      chart: "src/js/chart.js",
      checkout: "src/js/checkout.js",
      scan: "src/js/scan.js",
      till: "src/js/till.js",
    },
    outdir: OUT,
    bundle: true,
    minify: true,
    format: "iife",
    target: "es2022",
    legalComments: "eof",
    charset: "utf8",
  });
}

async function sprite() {
  const pictures = join(HERE, "node_modules", "lucide-static", "icons");
  const lines = (await readFile(join(HERE, "src", "icons.txt"), "utf8")).split("\n");
  const symbols = [];
  for (const line of lines.map((text) => text.trim()).filter((text) => text && !text.startsWith("#"))) {
    const [name, drawn = name] = line.split("=");
    const svg = await readFile(join(pictures, `${drawn}.svg`), "utf8");
    const shapes = svg.replace(/<!--.*?-->/gs, "").replace(/^\s*<svg[^>]*>|<\/svg>\s*$/gs, "");
    symbols.push(`<symbol id="${name}" viewBox="0 0 24 24">${shapes.replace(/\s*\n\s*/g, "").replace(/ \/>/g, "/>")}</symbol>`);
  }
  const licence = "Lucide (lucide.dev), ISC licence: Copyright (c) Lucide Icons and Contributors";
  await writeFile(
    join(OUT, "icons.svg"),
    `<!-- ${licence} -->\n<svg xmlns="http://www.w3.org/2000/svg">\n${symbols.join("\n")}\n</svg>\n`,
  );
}

// The server sends the smaller twin of a file to browsers that can read it; nothing is compressed while people wait.
async function twins() {
  const packed = (await readdir(OUT)).filter((name) => /\.(css|js|svg)$/.test(name));
  for (const name of packed) {
    const content = await readFile(join(OUT, name));
    const brotli = { params: { [constants.BROTLI_PARAM_QUALITY]: 11, [constants.BROTLI_PARAM_SIZE_HINT]: content.length } };
    await writeFile(join(OUT, `${name}.gz`), gzipSync(content, { level: 9 }));
    await writeFile(join(OUT, `${name}.br`), brotliCompressSync(content, brotli));
  }
}

const began = Date.now();
const paths = await inputs();
const hash = await hashOf(paths);
await mkdir(OUT, { recursive: true });
await Promise.all([styles(), scripts(), sprite()]);
await twins();
await writeFile(join(OUT, "built.json"), `${JSON.stringify({ inputs: hash, files: paths.length }, null, 2)}\n`);
console.log(`static/ui is built from ${paths.length} files (${((Date.now() - began) / 1000).toFixed(1)} s)`);
