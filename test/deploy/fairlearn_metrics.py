"""Writes what Fairlearn measures on data sets as JSON: fairlearn_metrics.py ROWS.csv ..."""

import json
import math
import sys

import fairlearn.metrics as fm
import pandas as pd
from sklearn.metrics import brier_score_loss

METRICS = {
    "demographicParityDifference": fm.demographic_parity_difference,
    "demographicParityRatio": fm.demographic_parity_ratio,
    "equalOpportunityDifference": fm.equal_opportunity_difference,
    "equalOpportunityRatio": fm.equal_opportunity_ratio,
    "equalizedOddsDifference": fm.equalized_odds_difference,
    "equalizedOddsRatio": fm.equalized_odds_ratio,
}
RATES = {
    "selectionRate": fm.selection_rate,
    "truePositiveRate": fm.true_positive_rate,
    "falsePositiveRate": fm.false_positive_rate,
    "n": fm.count,
}

def compared(rows, by):
    data = {"y_true": rows["label"], "y_pred": rows["favourable"], "sensitive_features": rows[by]}
    frame = fm.MetricFrame(metrics=RATES, **data).by_group.dropna()
    brier = {
        group: brier_score_loss(part["label"], part["score"], pos_label=1)
        for group, part in rows.groupby(by[0] if len(by) == 1 else by)
    }
    values = {name: float(metric(**data)) for name, metric in METRICS.items()}
    return {
        "by": by,
        "metrics": {name: value for name, value in values.items() if not math.isnan(value)},
        "groups": [
            {
                "values": list(group) if isinstance(group, tuple) else [group],
                "figures": {
                    "brier": float(brier[group]),
                    **{name: float(value) for name, value in figures.items()},
                },
            }
            for group, figures in frame.iterrows()
        ],
    }


def measured(path):
    rows = pd.read_csv(path)
    return [compared(rows, by) for by in (["region"], ["device"], ["region", "device"])]


print(json.dumps([measured(path) for path in sys.argv[1:]]))
