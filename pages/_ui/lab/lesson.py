"""Formula, code and number of a run at a moment: logit, loss, gradient, update."""

import numpy as np

from core.classifiers import LinearClassifier
from core.training import step_size, update
from core.worker import Moment
from pages._ui.explain import Explanation, formula_code_number
from pages._ui.lab import evaluation
from pages._ui.run import Run

LOSSES = {
    "fives": r"L(w) = \frac{1}{N} \sum_n -y_n \ln \hat y_n - (1 - y_n) \ln (1 - \hat y_n)",
    "ten sigmoids": r"L(w) = \frac{1}{N} \sum_n \sum_j"
    r" -y_{nj} \ln \hat y_{nj} - (1 - y_{nj}) \ln (1 - \hat y_{nj})",
    "softmax": r"L(w) = -\frac{1}{N} \sum_n \sum_j y_{nj} \ln \hat y_{nj}",
}
ACTIVATIONS = {
    "fives": r"\hat y = \varphi([\,1 \mid X\,]\, w)",
    "ten sigmoids": r"\hat y = \varphi([\,1 \mid X\,]\, w)",
    "softmax": r"\hat y = \sigma([\,1 \mid X\,]\, w)",
}


def show(run: Run, moment: Moment) -> None:
    """Draw the closed box; the numbers are worked out when it is open."""
    classifier = run.plan.classifier()
    formula_code_number(
        Explanation(
            ACTIVATIONS[run.plan.model],
            type(classifier).activation,
            f"N = {len(run.sets.train):,}, w: {' × '.join(map(str, moment.weights.shape))}",
        ),
        Explanation(
            LOSSES[run.plan.model],
            classifier.loss_function.value,
            lambda: f"L = {evaluation.loss(run, moment):.6f} after {moment.iteration:,} updates",
        ),
        Explanation(
            r"\frac{\partial L}{\partial w} = \frac{1}{N} X^T (\hat y - y)",
            LinearClassifier.gradient,
            lambda: f"‖∂L/∂w‖ = {np.linalg.norm(evaluation.gradient(run, moment)):.4g}",
        ),
        Explanation(
            r"w \leftarrow w - \alpha \frac{\partial L}{\partial w}",
            update,
            lambda: farthest_move(run, moment),
        ),
    )


def farthest_move(run: Run, moment: Moment) -> str:
    """What a full-batch update would do to the weight that it moves most."""
    slope = evaluation.gradient(run, moment)
    steps = step_size(run.plan.plan, moment.weights)
    row, column = np.unravel_index(np.abs(steps * slope).argmax(), slope.shape)
    weight = float(moment.weights[row, column])
    moved = float(update(moment.weights, slope, steps)[row, column])
    goes = "would go in a full-batch update" if run.plan.plan.batch_size else "goes"
    name = evaluation.class_names(run.plan)[column - slope.shape[1]]
    pixel = f"row {(row - 1) // 28 + 1}, column {(row - 1) % 28 + 1}"
    return (
        f"α = {run.plan.plan.learning_rate:g}: for {name}, "
        f"{pixel if row else 'the bias'}, w {goes} from {weight:.4g} to {moved:.4g}"
    )
