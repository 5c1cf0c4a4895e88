"""Walk torch.optim, optax and Keras over the problem, a call of theirs at a time.

The libraries are imported inside the functions, so that a test run without them can still import
what is here.
"""

from __future__ import annotations

import os
import re
import tempfile
from collections.abc import Callable, Iterator
from functools import partial
from typing import Any
from unittest import mock

import numpy as np

from tests.oracles import problem
from tests.oracles.calls import KERAS, ONE_MATRIX, OPTAX, TORCH


def ground(call: str) -> tuple[str, tuple[Any, ...], Callable[..., tuple[Any, ...]]]:
    """Return the call itself, the arrays on which it starts, and the gradient for them."""
    plain = call.replace(ONE_MATRIX, "")
    if plain == call:
        return call, problem.start(), problem.gradient
    return plain, (problem.fold(problem.flat(*problem.start())),), problem.folded_gradient


def torch_path(call: str) -> Iterator[Any]:
    """Yield the place after each step of a torch.optim call.

    A scheduler stands around its optimizer and steps after it. After a comma: `momentum_buffer`
    fills that memory, `clip_grad_...` cuts the gradients, `bfloat16` says what that type becomes.
    """
    import torch

    torch.set_default_dtype(torch.float64)  # also of the counts that rules keep for themselves
    call, start, gradient = ground(call)
    call, word, setting = re.fullmatch(r"(.*\))(?:, (\w+)=(\S+))?", call).groups("")
    weights = [torch.tensor(array, requires_grad=True) for array in start]
    rules = {name: rule for name, rule in vars(torch.optim).items() if isinstance(rule, type)}
    names = {name: partial(rule, weights) for name, rule in rules.items()}
    made = eval(call, vars(torch.optim.lr_scheduler) | names)
    rule = getattr(made, "optimizer", made)
    if word == "momentum_buffer":
        for weight in weights:
            rule.state[weight]["momentum_buffer"] = torch.full_like(weight, float(setting))
    half = getattr(torch.Tensor, "double" if word == "bfloat16" else "bfloat16")
    while True:
        slopes = gradient(*(weight.detach().numpy() for weight in weights))
        for weight, slope in zip(weights, slopes, strict=True):
            weight.grad = torch.from_numpy(slope)
        if word.startswith("clip_grad"):
            getattr(torch.nn.utils, word)(weights, float(setting))
        with mock.patch.object(torch.Tensor, "bfloat16", half):
            rule.step()
        if made is not rule:
            made.step()
        yield problem.flat(*(weight.detach().numpy() for weight in weights))


def optax_path(call: str) -> Iterator[Any]:
    """Yield the place after each step of an optax call."""
    import jax
    import optax

    jax.config.update("jax_enable_x64", True)
    call, start, gradient = ground(call)
    weights = tuple(jax.numpy.asarray(array) for array in start)
    rule = eval(call, vars(optax))
    state, update = rule.init(weights), jax.jit(rule.update)
    while True:
        slopes = gradient(*(np.asarray(weight) for weight in weights))
        updates, state = update(tuple(map(jax.numpy.asarray, slopes)), state, weights)
        weights = optax.apply_updates(weights, updates)
        yield problem.flat(*(np.asarray(weight) for weight in weights))


def keras_path(call: str) -> Iterator[Any]:
    """Yield the place after each step of a keras.optimizers call, on the torch backend."""
    # Keras writes its settings into the home folder on import unless told another.
    with tempfile.TemporaryDirectory() as home:
        settings = {"KERAS_BACKEND": "torch", "KERAS_HOME": home}
        with mock.patch.dict(os.environ, settings):
            import keras
    import torch

    torch.set_default_dtype(torch.float64)  # the backend turns numbers into tensors of it
    keras.config.set_floatx("float64")
    call, start, gradient = ground(call)
    weights = [keras.Variable(array) for array in start]
    rule = eval(call, vars(keras.optimizers))
    while True:
        slopes = gradient(*(weight.numpy() for weight in weights))
        rule.apply([keras.ops.convert_to_tensor(slope) for slope in slopes], weights)
        yield problem.flat(*(weight.numpy() for weight in weights))


# By library: its calls, and who walks them.
LIBRARIES = {
    "torch": (TORCH, torch_path),
    "optax": (OPTAX, optax_path),
    "keras": (KERAS, keras_path),
}
