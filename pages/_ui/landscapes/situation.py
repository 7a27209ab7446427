"""What a ball's place on a landscape means, in words."""

import numpy as np

from core.activations import sigmoid
from core.landscape import Path
from core.losses import SQUARED_ERROR, Loss
from core.minima import Minimum
from core.problems import Problem
from pages._ui.landscapes.setting import Setting

# Below this slope a ball hardly moves: on standardised inputs, at α = 1, by a unit of the weights
# in 10,000 steps.
FLAT = 1e-4
# So near to a minimum's loss, in shares of it, that no picture shows the difference.
CLOSE = 0.01
# So many updates back a loss that rose still counts: who bounces doesn't rise each time.
FEW = 5
# From this error on the squared error bends down: the worse the prediction, the weaker its push.
BADLY_WRONG = 2 / 3


def arrived(losses: np.ndarray, minima: tuple[Minimum, ...]) -> np.ndarray:
    """Which of some losses are as good as the lowest minimum's; none where there is none."""
    lowest = minima[0].loss if minima else -np.inf
    return losses <= (1 + CLOSE) * lowest


def beside_another(
    weights: np.ndarray, losses: np.ndarray, setting: Setting, minima: tuple[Minimum, ...]
) -> np.ndarray:
    """Which of some weights (…, 2) lie in a minimum that isn't the lowest: near it, and as low."""
    size = np.ptp([setting.first, setting.second], axis=1)
    found = np.zeros(np.shape(losses), dtype=bool)
    for minimum in minima[1:]:
        near = (np.abs(weights - minimum.weights) < size / 20).all(axis=-1)
        found |= near & (losses <= (1 + CLOSE) * minimum.loss)
    return found


def situation(
    loss: Loss, of: Problem, path: Path, step: int, setting: Setting, minima: tuple[Minimum, ...]
) -> str:
    """What the ball does at that step."""
    w, value, slope = path.weights[step], path.losses[step], path.gradient_norms[step]
    if arrived(value, minima):
        return "arrived"
    if beside_another(w, value, setting, minima):
        return "in another minimum"
    if outside(w, setting):
        return "out of the picture" if value <= path.losses[0] else "diverged"
    if slope < FLAT:
        wrong = np.abs(sigmoid(of.A @ w + of.offset) - of.labels).max() > BADLY_WRONG
        # Where nothing is badly wrong, the loss is low and sinks on and on, ever more slowly.
        return "stuck on a plateau" if wrong and loss is SQUARED_ERROR else "creeping downhill"
    if setting.batch is not None:
        return "rolling, pushed about by its batches"
    if (np.diff(path.losses[max(0, step - FEW) : step + 1]) > 0).any():
        return "bouncing: α is too large"
    return "rolling downhill"


def outside(w: np.ndarray, setting: Setting) -> bool:
    """Whether the weights have left the window."""
    ends = np.array([setting.first, setting.second])
    return bool((w < ends[:, 0]).any() or (w > ends[:, 1]).any())
