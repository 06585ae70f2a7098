#!/usr/bin/python3
"""How far the line of every method lies from the truth, on simulated coasts.

    tests/bench/accuracy/run.py [--quick] [--docs] [--csv FILE] [--build FOLDER] [options of bench_accuracy]

Builds bench_accuracy (build/bench unless told), runs it with fixed seeds (6; --quick 2) and prints bias, root mean square error, 95 % error
and stations without a line for every sensor, nuisance, coast and method, in pixels of the finest layer, with the attainable error; then
whether the demands on accuracy are met. Exits with 1 when one is not. --docs writes the summary into docs/methods/shorelines.md."""
import argparse, os, subprocess, sys, tempfile

root = os.path.dirname(os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__)))))
page = os.path.join(root, "docs", "methods", "shorelines.md")
BEGIN, END = "<!-- accuracy:begin -->", "<!-- accuracy:end -->"

parser = argparse.ArgumentParser()
parser.add_argument("--quick", action="store_true", help="2 seeds instead of 6")
parser.add_argument("--docs", action="store_true", help="rewrite the table in docs/methods/shorelines.md")
parser.add_argument("--csv", help="every cell and method as a table")
parser.add_argument("--build", default=os.path.join(root, "build", "bench"), help="folder to build in")
given, more = parser.parse_known_args()
threads = str(len(os.sched_getaffinity(0)))


def build():
    if not os.path.exists(os.path.join(given.build, "CMakeCache.txt")):
        subprocess.run(["cmake", "-S", root, "-B", given.build, "-DTASI_BENCH=ON"], check=True, stdout=subprocess.DEVNULL)
    subprocess.run(["cmake", "--build", given.build, "--target", "bench_accuracy", "--parallel", threads], check=True, stdout=subprocess.DEVNULL)


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
    command = [os.path.join(given.build, "bin", "bench_accuracy"), "--seeds", "2" if given.quick else "6", "--threads", threads,
               "--markdown", table] + (["--csv", given.csv] if given.csv else []) + more
    code = subprocess.run(command).returncode
    if given.docs and code in (0, 1):
        with open(table, encoding="utf-8") as file:
            write_docs(file.read())
sys.exit(code)
