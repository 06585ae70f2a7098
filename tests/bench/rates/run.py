#!/usr/bin/python3
"""How far rates of change lie from the truth, on simulated series of 30 years.

    tests/bench/rates/run.py [--quick] [--docs] [--build FOLDER] [options of bench_rates]

Builds bench_rates (build/bench unless told), runs it with fixed seeds (2; --quick 1) and prints, for every coast, method and treatment, median
and 95 % of the size of the trend error and how often the true rate lies inside the stated interval; then whether the demand on rates is
met. Exits with 1 when it is not. --docs writes the table into docs/methods/shorelines.md."""
import argparse, os, subprocess, sys, tempfile

root = os.path.dirname(os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__)))))
page = os.path.join(root, "docs", "methods", "shorelines.md")
BEGIN, END = "<!-- rates:begin -->", "<!-- rates:end -->"

parser = argparse.ArgumentParser()
parser.add_argument("--quick", action="store_true", help="one seed instead of 2")
parser.add_argument("--docs", action="store_true", help="rewrite the table in docs/methods/shorelines.md")
parser.add_argument("--build", default=os.path.join(root, "build", "bench"), help="folder to build in")
given, more = parser.parse_known_args()
threads = str(len(os.sched_getaffinity(0)))


def build():
    if not os.path.exists(os.path.join(given.build, "CMakeCache.txt")):
        subprocess.run(["cmake", "-S", root, "-B", given.build, "-DTASI_BENCH=ON"], check=True, stdout=subprocess.DEVNULL)
    subprocess.run(["cmake", "--build", given.build, "--target", "bench_rates", "--parallel", threads], check=True, stdout=subprocess.DEVNULL)


def write_docs(table):
    with open(page, encoding="utf-8") as file:
        text = file.read()
    if text.count(BEGIN) != 1 or text.count(END) != 1:
        sys.exit("%s: the markers %s and %s must be there once" % (page, BEGIN, END))
    head, tail = text.split(BEGIN)[0], text.split(END)[1]
    with open(page, "w", encoding="utf-8") as file:
        file.write(head + BEGIN + "\n" + table.strip("\n") + "\n" + END + tail)


build()
with tempfile.TemporaryDirectory() as folder:
    table = os.path.join(folder, "table.md")
    command = [os.path.join(given.build, "bin", "bench_rates"), "--seeds", "1" if given.quick else "2", "--threads", threads, "--markdown",
               table] + more
    code = subprocess.run(command).returncode
    if given.docs and code in (0, 1):
        with open(table, encoding="utf-8") as file:
            write_docs(file.read())
sys.exit(code)
