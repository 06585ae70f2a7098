#!/usr/bin/python3
"""`tasi rates` on the 2,000 reference series. The reference's Student t quantile is off by up to 4.6e-9 for a few degrees of freedom (the
quantile of 0.95 with 4 degrees is 2.131846786326649 in closed form; it has 2.131846781336): only intervals may differ, by no more than that."""
import re, subprocess
from harness import *

checker = shared("checks/oracles/check_rates.py")
run = subprocess.run([sys.executable, checker, "--tasi", TASI, "--show", "100000"], capture_output=True, text=True)
last = run.stdout.strip().splitlines()[-1]
print(last)
agree = int(re.match(r"(\d+) passed", last).group(1))
check(agree >= 900, "at least 900 series agree to the last digit: %s" % last)
for line in run.stdout.splitlines():
    if not line.startswith("FAIL"):
        continue
    differences = re.findall(r"(\S+) = (\S+), want (\S+?)(?:;|$)", line)
    check(bool(differences), line)
    for column, got, want in differences:
        check(column[:3] in ("LCI", "WCI") and abs(float(got) - float(want)) <= 5e-9 * abs(float(want)), line)
finish()
