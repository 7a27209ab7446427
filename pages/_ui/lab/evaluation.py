"""What weights make of the data at a moment of a run; worked out when somebody looks, then kept."""

from dataclasses import dataclass
from functools import cached_property, lru_cache

import numpy as np

from core import metrics
from core.classifiers import LinearClassifier
from core.training import Examples
from core.worker import Moment
from pages._ui.data import DigitSets
from pages._ui.runs import Run, RunPlan


@dataclass(frozen=True, eq=False)
class Evaluation:
    """A classifier's answers to the whole test set.

    names: of the classes. probabilities: (n, k), ŷ. predicted, answers: (n,), the class that an
    image was taken for and the right one.
    """

    names: tuple[str, ...]
    classifier: LinearClassifier
    logits: np.ndarray
    answers: np.ndarray

    @cached_property
    def predicted(self) -> np.ndarray:
        return self.classifier.decide(self.logits)

    @cached_property
    def probabilities(self) -> np.ndarray:
        """ŷ as a probability of each class, (n, classes): one sigmoid's is of yes, the rest no."""
        outputs = self.classifier.activation(self.logits.astype(np.float64))
        return outputs if outputs.shape[1] > 1 else np.hstack([1 - outputs, outputs])

    @cached_property
    def confusion(self) -> np.ndarray:
        return metrics.confusion_matrix(self.answers, self.predicted, len(self.names))

    @property
    def accuracy(self) -> float:
        return metrics.accuracy(self.answers, self.predicted)


def evaluate(run: Run, moment: Moment) -> Evaluation:
    """What those weights make of the run's test set."""
    return _evaluate(run.plan, run.sets, moment)


def loss(run: Run, moment: Moment) -> float:
    """The training loss of that moment, measured when it was trained or now."""
    return moment.loss if moment.loss is not None else _loss(run.plan, run.sets, moment)


def gradient(run: Run, moment: Moment) -> np.ndarray:
    """∂L/∂w over the whole training set at that moment, (d + 1, k)."""
    return _gradient(run.plan, run.sets, moment)


def class_names(plan: RunPlan) -> tuple[str, ...]:
    """What the classes of a plan's model are called."""
    if plan.model == "fives":
        return (f"not {plan.digit}", str(plan.digit))
    return tuple(map(str, range(10)))


@lru_cache(maxsize=32)
def _evaluate(plan: RunPlan, sets: DigitSets, moment: Moment) -> Evaluation:
    classifier = plan.classifier()
    pack, order = sets.test.design_matrix
    product = pack @ moment.weights
    logits = np.empty_like(product)
    logits[order] = product
    return Evaluation(class_names(plan), classifier, logits, classifier.answers(sets.test.labels))


@lru_cache(maxsize=256)
def _loss(plan: RunPlan, sets: DigitSets, moment: Moment) -> float:
    return _training_examples(plan, sets).loss(moment.weights)


@lru_cache(maxsize=32)
def _gradient(plan: RunPlan, sets: DigitSets, moment: Moment) -> np.ndarray:
    _, slope = _training_examples(plan, sets).loss_and_gradient(moment.weights)
    return slope


@lru_cache(maxsize=4)
def _training_examples(plan: RunPlan, sets: DigitSets) -> Examples:
    return Examples(plan.classifier(), sets.train)
