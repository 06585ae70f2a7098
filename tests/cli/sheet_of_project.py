#!/usr/bin/python3
"""sheet_of_project.py PROJECT [PICTURE]: what stands on the sheet of a QGIS project, as JSON: for each item its kind, text and place in mm
as QGIS draws it. With PICTURE the sheet as PNG. Exit 77 where PyQGIS is not installed."""
import json, os, shutil, sys, tempfile
os.environ["QT_QPA_PLATFORM"] = "offscreen"
os.environ["XDG_RUNTIME_DIR"] = os.environ["QGIS_CUSTOM_CONFIG_PATH"] = profile = tempfile.mkdtemp(prefix="sheet.")
try:
    from qgis.core import QgsApplication, QgsLayoutExporter, QgsLayoutItem, QgsProject
except ImportError:
    shutil.rmtree(profile, ignore_errors=True)
    sys.exit(77)

app = QgsApplication([], False, profile)
app.initQgis()
project = QgsProject.instance()
items = []
good = project.read(sys.argv[1])
for layout in project.layoutManager().printLayouts() if good else []:
    settings = QgsLayoutExporter.ImageExportSettings()
    settings.dpi = 130
    picture = sys.argv[2] if len(sys.argv) > 2 else os.path.join(profile, "sheet.png")  # a legend knows its size once it is drawn
    good = good and QgsLayoutExporter(layout).exportToImage(picture, settings) == QgsLayoutExporter.Success
    for item in layout.items():
        if isinstance(item, QgsLayoutItem) and item.type() != 65638:  # the page itself
            text = item.currentText() if hasattr(item, "currentText") else ""
            box = item.rect()
            items.append({"kind": item.type(), "text": text, "x": item.pos().x(), "y": item.pos().y(), "width": box.width(), "height": box.height()})
print(json.dumps(items))
sys.stdout.flush()
shutil.rmtree(profile, ignore_errors=True)
os._exit(0 if good else 1)  # QGIS crashes when its objects outlive it
