"""What a pad to draw a digit on is made of, on whichever page (assets/web/drawing.js)."""

from pathlib import Path

from core.drawing import MOST_PATH, MOST_POINTS, MOST_STROKES

# At these the pad takes no more ink, and says so.
LIMITS = {"points": MOST_POINTS, "strokes": MOST_STROKES, "path": MOST_PATH}
# It asks to be drawn on once it listens.
HTML = """
<div class="pad">
  <div class="pad-paper">
    <div class="pad-hint" aria-hidden="true" hidden>Draw a digit here</div>
    <canvas class="pad-canvas" role="img" tabindex="0" aria-label="Drawing pad"></canvas>
    <div class="pad-full" role="status"></div>
  </div>
  <div class="pad-tools">
    <button type="button" class="pad-undo" aria-label="Undo the last stroke"
      aria-keyshortcuts="Z">Undo<kbd>Z</kbd></button>
    <button type="button" class="pad-redo" aria-label="Redo the stroke"
      aria-keyshortcuts="Shift+Z">Redo<kbd>⇧Z</kbd></button>
    <button type="button" class="pad-clear" aria-label="Clear the pad"
      aria-keyshortcuts="Escape">Clear<kbd>Esc</kbd></button>
  </div>
</div>
"""
CSS = (Path(__file__).parents[2] / "assets" / "web" / "pad.css").read_text(encoding="utf-8")
