#!/usr/bin/env python3
"""Trains a small network to read handwritten digits: the task of ../digits, with PyTorch."""

import argparse
import json
import math
import os
import sys
from pathlib import Path

import torch
from torch import nn

SPLIT_SEED = 1998


def variable(name, fallback):
    """The value of a variable that git-exp sets for each run; an empty one counts as unset."""
    return os.environ.get(name) or fallback


def parse_options():
    parser = argparse.ArgumentParser(description=__doc__, allow_abbrev=False)
    parser.add_argument("--lr", type=float, default=0.1)
    parser.add_argument("--hidden", type=int, default=64)
    parser.add_argument("--epochs", type=int, default=30)
    parser.add_argument("--batch", type=int, default=64)
    parser.add_argument("--seed", type=int, default=variable("GIT_EXP_SEED", "0"))
    parser.add_argument("--resume", metavar="FILE", default=variable("GIT_EXP_RESUME", None))
    parser.add_argument("--data", metavar="FILE", default=Path(__file__).resolve().parents[1] / "digits/digits.csv")
    options = parser.parse_args()
    for name in ("lr", "hidden", "epochs", "batch"):
        if not getattr(options, name) > 0:
            parser.error(f"--{name} must be larger than 0")
    return options


def permutation(size, state):
    """The numbers 0 to size - 1 in the order that the C++ example makes of the same seed (SplitMix64)."""
    order, mask = list(range(size)), 2**64 - 1
    for left in range(size, 1, -1):
        state = (state + 0x9E3779B97F4A7C15) & mask
        z = ((state ^ (state >> 30)) * 0xBF58476D1CE4E5B9) & mask
        z = ((z ^ (z >> 27)) * 0x94D049BB133111EB) & mask
        other = (z ^ (z >> 31)) % left
        order[left - 1], order[other] = order[other], order[left - 1]
    return order


def read_data(path):
    """Pixels and digits of the training, validation and test images; the same split whatever the seed."""
    with open(path, encoding="ascii") as lines:
        rows = [[int(field) for field in line.split(",")] for line in lines]
    if len(rows) < 6 or any(len(row) != 65 for row in rows):
        raise ValueError(f"'{path}' does not hold lines of 64 pixels and a digit")
    table = torch.tensor(rows)[permutation(len(rows), SPLIT_SEED)]
    part = len(rows) // 6
    test, val, train = torch.split(table, [part, part, len(rows) - 2 * part])
    sets = {"train": train, "val": val, "test": test}
    return {name: (rows[:, :64].float() / 16, rows[:, 64]) for name, rows in sets.items()}


def train_epoch(model, optimizer, pixels, digits, batch):
    for picked in torch.randperm(len(digits)).split(batch):
        optimizer.zero_grad()
        nn.functional.cross_entropy(model(pixels[picked]), digits[picked]).backward()
        optimizer.step()


@torch.no_grad()
def evaluate(model, data):
    scores = {}
    for name, (pixels, digits) in data.items():
        output = model(pixels)
        scores[f"{name}/loss"] = nn.functional.cross_entropy(output, digits).item()
        scores[f"{name}/acc"] = (output.argmax(1) == digits).float().mean().item()
    if not math.isfinite(scores["train/loss"]):
        raise ValueError("the loss is not a number any more: try a smaller --lr")
    del scores["test/loss"]
    return {name: float(f"{value:.4g}") for name, value in scores.items()}


def replace(path, make):
    """Lets `make` fill a file beside `path`, then takes it in one step: nobody ever meets half a file."""
    unfinished = path.with_name(f".{path.name}.tmp")
    unfinished.unlink(missing_ok=True)
    make(unfinished)
    os.replace(unfinished, path)


def write_statistic(path, options, scores):
    hparam = {name: getattr(options, name) for name in ("lr", "hidden", "epochs", "batch", "seed")}
    text = json.dumps({"hparam": hparam, "metric": scores}, indent=2) + "\n"
    replace(path, lambda unfinished: unfinished.write_text(text, encoding="ascii"))


def save_checkpoint(folder, progress, model, optimizer):
    """All that decides how the training goes on, so that a resumed run ends like one that was not stopped."""
    state = {"progress": progress, "model": model.state_dict(), "optimizer": optimizer.state_dict()}
    state["random"] = torch.get_rng_state()  # on a GPU also torch.cuda.get_rng_state_all()
    name = f"epoch_{progress['epoch']}.ckpt"
    folder.mkdir(parents=True, exist_ok=True)
    replace(folder / name, lambda path: torch.save(state, path))
    if progress["epoch"] == progress["best_epoch"]:
        replace(folder / "epoch_best.ckpt", lambda path: path.symlink_to(name))
    replace(folder / "epoch_last.ckpt", lambda path: path.symlink_to(name))  # who resumes from it has its best one


def load_checkpoint(path, options, model, optimizer):
    try:
        state = torch.load(path)  # before PyTorch 2.6 this runs what code the file holds: only load your own
        progress, random = state["progress"], state["random"]
        model.load_state_dict(state["model"])
        optimizer.load_state_dict(state["optimizer"])
    except OSError:
        raise
    except Exception as error:  # torch.load fails in many ways
        raise ValueError(f"'{path}' is no checkpoint of this program with --hidden={options.hidden}") from error
    for group in optimizer.param_groups:
        group["lr"] = options.lr
    if progress["seed"] == options.seed:  # else: asked for another seed, so other batches from here on
        torch.set_rng_state(random)
    return {**progress, "seed": options.seed}


def train(options):
    statistic = Path(variable("GIT_EXP_STATISTIC", "statistic.json"))
    metrics = variable("GIT_EXP_METRICS", None)
    checkpoints = Path(variable("GIT_EXP_CHECKPOINT_DIR", "checkpoint"))

    torch.manual_seed(options.seed)
    torch.use_deterministic_algorithms(True)
    torch.set_num_threads(1)  # faster for matrices this small, and all sums are made in one order

    data = read_data(options.data)
    model = nn.Sequential(nn.Linear(64, options.hidden), nn.ReLU(), nn.Linear(options.hidden, 10))
    optimizer = torch.optim.SGD(model.parameters(), lr=options.lr, momentum=0.9)
    progress = {"epoch": 0, "best_epoch": 0, "best_acc": -1.0, "seed": options.seed}
    if options.resume:
        progress = load_checkpoint(options.resume, options, model, optimizer)
        print(f"resumed after epoch {progress['epoch']}", flush=True)

    while progress["epoch"] < options.epochs:
        train_epoch(model, optimizer, *data["train"], options.batch)
        epoch = progress["epoch"] = progress["epoch"] + 1
        scores = evaluate(model, data)
        if scores["val/acc"] > progress["best_acc"]:
            progress.update(best_epoch=epoch, best_acc=scores["val/acc"])
        print(
            f"epoch {epoch}/{options.epochs}  train loss {scores['train/loss']:.4f} acc {scores['train/acc']:.4f}"
            f"  val loss {scores['val/loss']:.4f} acc {scores['val/acc']:.4f}",
            flush=True,
        )
        if metrics:
            curves = {name: value for name, value in scores.items() if name != "test/acc"}
            with open(metrics, "a", encoding="ascii") as lines:
                lines.write(json.dumps({"epoch": epoch, **curves}) + "\n")
        write_statistic(statistic, options, scores)
        save_checkpoint(checkpoints, progress, model, optimizer)  # last: an epoch that has one has left all else

    scores = evaluate(model, data)
    write_statistic(statistic, options, scores)
    print(f"test acc {scores['test/acc']}, best val acc {progress['best_acc']} after epoch {progress['best_epoch']}")


if __name__ == "__main__":
    try:
        train(parse_options())
    except (OSError, ValueError) as error:
        sys.exit(f"train.py: {error}")
