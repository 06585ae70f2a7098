// How a report behaves beyond the shared check: without script, in dark mode, on a narrow screen and magnified, by its own controls, on paper.
// Usage: node page_behaviour.mjs REPORT.html FOLDER-OF-node_modules. Prints a line for each failure.
import { createRequire } from "node:module";
import { pathToFileURL } from "node:url";
import path from "node:path";

const [file, modules] = process.argv.slice(2), address = pathToFileURL(path.resolve(file)).href;
const { chromium } = createRequire(path.resolve(modules) + "/x.js")("playwright-core");
const browser = await chromium.launch({ executablePath: "/usr/bin/chromium", args: ["--no-sandbox", "--disable-gpu"] });
let failed = 0, passed = 0;
const check = (holds, what) => holds ? passed++ : (failed++, console.log("FAIL " + what));

async function open(options, script = true) {
  const context = await browser.newContext({ viewport: { width: 1280, height: 900 }, javaScriptEnabled: script, ...options }), page = await context.newPage();
  page.on("pageerror", e => check(false, String(e)));
  await page.goto(address, { waitUntil: "load" });
  if (script) await page.waitForFunction("document.documentElement.dataset.ready");
  return page;
}

// Without script the page shows a drawing, the findings and whole tables.
const plain = await open({}, false);
check(await plain.locator(".static-map").isVisible(), "without script the map is a drawing");
check(!(await plain.locator("#map").isVisible()), "without script no empty map is left");
check((await plain.locator("#findings .card").count()) >= 3, "without script the findings are there");
check(await plain.locator("#table-transects tbody tr").last().isVisible(), "without script the tables are whole");
check(!(await plain.locator("#chart-section").isVisible()), "without script there is no chart that does nothing");
await plain.context().close();

// Dark mode: dark words on light paper, whatever the system prefers.
const dark = await open({ colorScheme: "dark" });
const weak = await dark.evaluate(() => {
  const light = c => { const [r, g, b] = c.match(/[\d.]+/g).map(v => (v /= 255) <= 0.03928 ? v / 12.92 : ((v + 0.055) / 1.055) ** 2.4); return 0.2126 * r + 0.7152 * g + 0.0722 * b; };
  const ground = e => { for (; e; e = e.parentElement) { const c = getComputedStyle(e).backgroundColor; if (!/rgba\(.*, 0\)|transparent/.test(c)) return c; } return "rgb(255, 255, 255)"; };
  return [...document.querySelectorAll("p, li, td, th, h1, h2, h3, button, label, select, input, summary, dt, dd")].filter(e => e.offsetParent && !e.closest("#map")).filter(e => {
    const a = light(getComputedStyle(e).color), b = light(ground(e));
    return (Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05) < 4.5;
  }).map(e => e.tagName + " " + e.textContent.trim().slice(0, 30)).slice(0, 5);
});
check(!weak.length, "in dark mode words are hard to read: " + weak.join(" | "));
await dark.context().close();

// 320 px, and 200 % of a screen of 1280 px.
for (const width of [320, 640]) {
  const narrow = await open({ viewport: { width, height: 700 } });
  const wide = await narrow.evaluate("document.scrollingElement.scrollWidth");
  check(wide <= width, `at ${width} px the page is ${wide} px wide`);
  await narrow.context().close();
}

// Controls: a settlement in its table finds its mark, the slider shows one date, a filter leaves rows that hold its words.
const page = await open({});
const place = page.locator("#table-settlements td[data-place] button").first();
if (await place.count()) {
  const name = (await place.textContent()).trim();
  await place.focus();
  await page.keyboard.press("Enter");
  await page.waitForSelector(".leaflet-popup h4");
  check((await page.locator(".leaflet-popup h4").textContent()).trim() === name, "a settlement's button opens its figures on the map");
}
const slider = page.locator("#shoreline-date");
if (await slider.count()) {
  const all = await page.locator("#shoreline-shown").textContent();
  await slider.focus();
  await page.keyboard.press("ArrowRight");
  check((await page.locator("#shoreline-shown").textContent()) !== all, "the slider names the date that it shows");
}
const before = await page.locator("#chart-summary").textContent();
await page.locator("#table-transects td[data-transect] button").nth(1).click();
check((await page.locator("#chart-summary").textContent()) !== before, "a transect's button shows its chart");
const filter = page.locator("#table-transects input[type=search]");
await filter.fill("no such transect");
check((await page.locator("#table-transects tbody tr").count()) === 0, "a filter that nothing meets leaves no row");
await filter.fill("");
await page.locator("#table-transects th button").nth(1).click();
check((await page.locator("#table-transects th[aria-sort=ascending]").count()) === 1, "a heading sorts and says so");

// Paper: the drawing in place of the map, no controls.
await page.emulateMedia({ media: "print" });
check(await page.locator(".static-map").isVisible() && !(await page.locator("#map").isVisible()), "on paper the map is a drawing");
check(!(await page.locator(".table-controls").first().isVisible()), "on paper there are no controls");
await browser.close();
console.log(`${passed} passed, ${failed} failed`);
process.exitCode = failed ? 1 : 0;
