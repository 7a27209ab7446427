"""What weights make of the data at a moment of a run; worked out when somebody looks, then kept."""

from dataclasses import dataclass
from functools import cached_property, lru_cache
from weakref import ref

import numpy as np

from core import metrics
from core.classifiers import LinearClassifier
from core.training import Examples
from core.worker import Moment
from pages._ui.data import DigitSets
from pages._ui.run import Run, RunPlan


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
    return _evaluate(run.plan, ref(run.sets), moment)


def accuracy(run: Run, moment: Moment) -> float:
    """The test accuracy of that moment, measured when it was trained or now."""
    return evaluate(run, moment).accuracy if moment.accuracy is None else moment.accuracy


def loss(run: Run, moment: Moment) -> float:
    """The training loss of that moment, measured when it was trained or now."""
    return _loss(run.plan, ref(run.sets), moment) if moment.loss is None else moment.loss


def gradient(run: Run, moment: Moment) -> np.ndarray:
    """∂L/∂w over the whole training set at that moment, (d + 1, k)."""
    return _gradient(run.plan, ref(run.sets), moment)


def class_names(plan: RunPlan) -> tuple[str, ...]:
    """What the classes of a plan's model are called."""
    if plan.model == "fives":
        return (f"not {plan.digit}", str(plan.digit))
    return tuple(map(str, range(10)))


# What is kept must not keep a visitor's own data, which go when the visitor does.


@lru_cache(maxsize=32)
def _evaluate(plan: RunPlan, sets: ref[DigitSets], moment: Moment) -> Evaluation:
    classifier, test_set = plan.classifier(), sets().test
    pack, order = test_set.design_matrix
    product = pack @ moment.weights
    logits = np.empty_like(product)
    logits[order] = product
    return Evaluation(class_names(plan), classifier, logits, classifier.answers(test_set.labels))


@lru_cache(maxsize=256)
def _loss(plan: RunPlan, sets: ref[DigitSets], moment: Moment) -> float:
    return Examples(plan.classifier(), sets().train).loss(moment.weights)


@lru_cache(maxsize=32)
def _gradient(plan: RunPlan, sets: ref[DigitSets], moment: Moment) -> np.ndarray:
    _, slope = Examples(plan.classifier(), sets().train).loss_and_gradient(moment.weights)
    return slope
