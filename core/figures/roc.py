"""The ROC curve: what each threshold makes of a model's probabilities."""

import plotly.graph_objects as go

from core.figures import theme as colours
from core.figures.theme import Theme, figure
from core.metrics import Roc


def roc_curve(roc: Roc, now: tuple[float, float], theme: Theme) -> go.Figure:
    """Hits over false alarms, the point of the threshold at work, and the diagonal of chance."""
    share = {"range": [-0.03, 1.03], "tickformat": ".0%", "tickvals": [0, 0.5, 1]}
    chart = figure(
        theme,
        xaxis={"title": "false alarms, of the quiet evenings", **share},
        yaxis={"title": "calls foreseen", **share},
    )
    chart.add_scatter(
        x=[0, 1],
        y=[0, 1],
        mode="lines",
        line={"color": theme.quiet, "width": theme.line(2), "dash": "dash"},
        hoverinfo="skip",
    )
    chart.add_scatter(
        x=roc.false_alarm_rates,
        y=roc.hit_rates,
        customdata=roc.thresholds,
        mode="lines",
        line={"color": theme.ink, "width": theme.line(4)},
        hovertemplate="above %{customdata:.3f}: %{y:.0%} of the calls, %{x:.0%} false alarms"
        "<extra></extra>",
    )
    chart.add_scatter(
        x=[now[0]],
        y=[now[1]],
        mode="markers",
        marker={
            "color": colours.THRESHOLD,
            "size": theme.line(20),
            "line": {"color": theme.ink, "width": theme.line(2)},
        },
        hoverinfo="skip",
    )
    return chart
