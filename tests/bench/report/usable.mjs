// Milliseconds until a report can be used, to zoom its map and to filter its longest table. Usage: node usable.mjs REPORT.html FOLDER-OF-node_modules
import { createRequire } from "node:module";
import { pathToFileURL } from "node:url";
import path from "node:path";

const [file, modules] = process.argv.slice(2);
const { chromium } = createRequire(path.resolve(modules) + "/x.js")("playwright-core");
const browser = await chromium.launch({ executablePath: "/usr/bin/chromium", args: ["--no-sandbox"] });
const page = await browser.newPage({ viewport: { width: 1280, height: 900 } });
const since = start => Math.round(performance.now() - start) + " ms";
let start = performance.now();
page.setDefaultTimeout(60000);
await page.goto(pathToFileURL(file).href, { waitUntil: "load" });
await page.waitForFunction('document.documentElement.dataset.ready && new Promise(done => requestAnimationFrame(() => requestAnimationFrame(() => done(true))))');
console.log("usable after " + since(start));
for (let i = 0; i < 2; i++) {
  start = performance.now();
  await page.evaluate('new Promise(done => { document.querySelector(".leaflet-control-zoom-in").click(); setTimeout(() => requestAnimationFrame(() => requestAnimationFrame(done)), 300); })');
  console.log("zoom: " + since(start) + ", of which 300 ms are its movement");
}
start = performance.now();
await page.fill("#table-transects input[type=search]", "00042");
console.log("filter: " + since(start));
console.log("heap: " + Math.round((await page.evaluate("performance.memory.usedJSHeapSize")) / 1e6) + " MB");
await browser.close();
