"""What a ball's place on a landscape means, in words."""

import numpy as np

from core.landscape import Path
from core.minima import Minimum
from pages._ui.landscapes.setting import Setting

# On standardised inputs, at α = 1, such a slope moves a ball by a unit of the weights in 10,000
# steps.
FLAT = 1e-4
# So many updates back a loss that rose still counts: who bounces doesn't rise each time.
FEW = 5
# So near to a minimum's loss, in shares of it, that no picture shows the difference.
CLOSE = 0.01


def arrived(losses: np.ndarray, minima: tuple[Minimum, ...]) -> np.ndarray:
    """Which of some losses are as good as the lowest minimum's; none where there is none."""
    lowest = minima[0].loss if minima else -np.inf
    return losses <= (1 + CLOSE) * lowest


def situation(path: Path, step: int, setting: Setting, minima: tuple[Minimum, ...]) -> str:
    """What the ball does at that step."""
    w, loss, slope = path.weights[step], path.losses[step], path.gradient_norms[step]
    if arrived(loss, minima):
        return "arrived"
    if outside(w, setting):
        return "out of the picture" if loss <= path.losses[0] else "diverged"
    if slope < FLAT:
        return "in another minimum" if _beside(w, setting, minima) else "stuck on a plateau"
    if setting.batch is not None:
        return "rolling, pushed about by its batches"
    if (np.diff(path.losses[max(0, step - FEW) : step + 1]) > 0).any():
        return "bouncing: α is too large"
    return "rolling downhill"


def outside(w: np.ndarray, setting: Setting) -> bool:
    """Whether the weights have left the window."""
    ends = np.array([setting.first, setting.second])
    return bool((w < ends[:, 0]).any() or (w > ends[:, 1]).any())


def _beside(w: np.ndarray, setting: Setting, minima: tuple[Minimum, ...]) -> bool:
    """Whether one of the minima is nearer than a twentieth of the window."""
    size = np.ptp([setting.first, setting.second], axis=1)
    return any((np.abs(w - minimum.weights) < size / 20).all() for minimum in minima)
