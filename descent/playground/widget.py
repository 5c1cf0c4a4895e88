"""The playground as an object of Python: its state as traits, its picture where scripts are not."""

from __future__ import annotations

import html
import inspect
import json
from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import Any

import anywidget
import traitlets as t

from descent import plots
from descent.loss import Loss
from descent.minimize import Trajectory
from descent.playground import checks, module
from descent.playground.checks import CHARTS, numbers
from descent.playground.own import MOVES, follow, landscape, paths
from descent.playground.racers import Spec, spec
from descent.playground.reserved_height import reserved_height
from descent.playground.surfaces import SURFACES
from descent.plots import Picture


class Playground(anywidget.AnyWidget):  # type: ignore[misc]
    """Optimizers raced over a surface: drag the start, move the rates, play, pause, share.

    Works with a kernel, and in a built page without one. An optimizer of your own races too:
    Python works out its path by `descent.minimize`, anew whenever the start is moved.

    Parameters
    ----------
    surface : str, default "ravine"
        A name of `descent.losses.CATALOGUE`; "digits", real data with a ``batch``; or "your_own"
        with a ``formula``.
    racers : sequence, or mapping from the name in the legend; one to six of
        a name of a rule of the course, "Adam"; a dictionary ``{"method": "Adam", "lr": 0.1}``,
        with ``"around": {"kind": "cosine", "steps": 100}`` for a schedule, clipping or decay;
        ``{"method": "YourOwn", "rule": "w - lr g", "lr": 0.1}``, a rule in one line, as
        `descent.playground.typed_rule` reads it;
        or an optimizer, any object with `init` and `step`.
    start : sequence of float, optional
        One number a coordinate; the surface's own start if not given.
    window : sequence of (low, high), optional
        What is shown of each coordinate; the surface's own window if not given.
    steps : int, default 100
        Steps of every run, 1 to 1000.
    noise : float, default 0
        Spread of the error of every coordinate of every gradient, in the gradient's unit: the
        noise of mini-batches. All racers see the same batches.
    seed : int, default 0
        Seed of that noise.
    at : int, optional
        The step shown first; the last one if not given.
    chart : {"step", "rate", "place", "velocity", "spectrum"}, default "step"
        What is shown of each coordinate beside the loss; or, on a quadratic surface, how fast
        each rule converges along each of its axes.
    basins : int, default -1
        The racer, counted from 0, for which the picture shows which start ends where; none if -1.
    duel : bool, default False
        Whether what the racers do is hidden until the reader has said which of them ends lowest.
    knobs : sequence of str, default ()
        What can be changed: names of hyper-parameters, "surface", "racers", "start", "noise",
        "steps", "around", "rule", "basins", "duel", "condition",
        "angle", "batch", "formula", "reach".
        Everything if empty. The start can be dragged always.
    plays : bool, default False
        Whether it runs when it is first seen; not for readers who asked for less motion.
    bare : bool, default False
        Whether picture and legend stand alone, without charts and controls.
    title : str, default ""
        What to look at: the name of the playground, and the headline of its figure.
    alt : str, default ""
        What the figure shows, in words. The figure stands in the playground's place without
        scripts and in print: the paths of those racers that were given as optimizers.
    still : Picture, optional
        Another figure for that place.
    addressed : bool, default False
        Whether the page's address follows the state: for a page with one playground.
    **options
        Arguments of the surface: ``condition=50`` for a ravine, ``batch=8`` for the images that
        each gradient is of, ``formula="x^2 + 3y^2"`` and
        ``reach=3`` for a function of your own.

    Raises
    ------
    ValueError, traitlets.TraitError
        If an argument is not possible, with what there is. Whatever an optimizer of yours raises.

    Examples
    --------
    >>> from descent.playground import Playground
    >>> class Downhill:
    ...     def init(self, w):
    ...         return None
    ...
    ...     def step(self, w, grad, state):
    ...         return w - 0.02 * grad(w), None
    >>> race = Playground("ravine", ["Adam", Downhill()], condition=50, steps=30)
    >>> race.start = [-5.0, 2.0]
    """

    _esm = module.script()
    _css = module.style()

    surface = t.Unicode("ravine").tag(sync=True)
    options: Any = t.Dict().tag(sync=True)
    racers: Any = t.List().tag(sync=True)
    start: Any = t.List().tag(sync=True)
    window: Any = t.List().tag(sync=True)
    steps = t.Int(100).tag(sync=True)
    noise = t.Float(0.0).tag(sync=True)
    seed = t.Int(0).tag(sync=True)
    at = t.Int(-1).tag(sync=True)  # below 0: the end
    chart = t.Enum(CHARTS, "step").tag(sync=True)
    basins = t.Int(-1).tag(sync=True)
    duel = t.Bool(False).tag(sync=True)
    knobs: Any = t.List().tag(sync=True)
    plays = t.Bool(False).tag(sync=True)
    bare = t.Bool(False).tag(sync=True)
    title = t.Unicode("").tag(sync=True)
    addressed = t.Bool(False).tag(sync=True)
    page = t.Unicode("").tag(sync=True)  # the playground's own page, where there is a book
    theirs: Any = t.Dict().tag(sync=True)  # paths that Python has worked out, and for what

    def __init__(
        self,
        surface: str = "ravine",
        racers: Iterable[Any] | Mapping[str, Any] = ("GradientDescent", "Momentum", "Adam"),
        *,
        start: Iterable[float] | float | None = None,
        window: Iterable[Iterable[float]] | None = None,
        at: int | None = None,
        alt: str = "",
        still: Picture | None = None,
        **settings: Any,
    ) -> None:
        traits = {k: x for k, x in settings.items() if self.has_trait(k)}
        options = {k: x for k, x in settings.items() if k not in traits}
        self.optimizers: dict[str, Any] = {}  # those that Python holds, by number
        self._alt, self._still = alt, still
        specs = self._enter(racers)
        usual = landscape(surface, options).start
        super().__init__(
            surface=surface,
            options=options,
            racers=specs,
            start=numbers("start", usual.reshape(-1) if start is None else start),
            window=[] if window is None else [numbers("window", pair) for pair in window],
            at=-1 if at is None else at,
            **traits,
        )
        self._follow(strict=True)
        self.observe(self._move_in, names="surface")
        self.observe(lambda _: self._follow(), names=list(MOVES))

    def __repr__(self) -> str:
        names = [racer.get("name") or racer["method"] for racer in self.racers]
        return f"Playground({self.surface!r}, {names!r})"

    @property
    def loss(self) -> Loss:
        """The surface with its options and window, as `descent.minimize` takes it."""
        loss = landscape(self.surface, self.options)
        window = tuple((float(low), float(high)) for low, high in self.window)
        return replace(loss, window=window or loss.window)

    def run(self, optimizer: Any) -> Trajectory:
        """Return the path of an optimizer over what is shown, with the noise that is set."""
        return follow(optimizer, self._moves)

    @property
    def _moves(self) -> dict[str, Any]:
        return {name: getattr(self, name) for name in MOVES}

    def _enter(self, given: Iterable[Any] | Mapping[str, Any]) -> list[Spec]:
        """Turn what was asked for into racers, and keep the optimizers among it."""
        if isinstance(given, str):
            raise ValueError(f"racers must be a list, such as [{given!r}], got {given!r}")
        named = given.items() if isinstance(given, Mapping) else ((None, one) for one in given)
        specs = []
        for number, (name, one) in enumerate(named):
            entry = spec(one)
            if not isinstance(one, str | Mapping):
                self.optimizers[str(number)] = one
            if entry is None:
                entry = {"name": type(one).__name__, "own": str(number)}
            specs.append(entry | ({"name": str(name)} if name else {}))
        return specs

    @t.validate("surface", "racers", "start", "window", "steps", "noise", "seed", "basins", "knobs")
    def _check(self, proposal: Any) -> Any:
        return getattr(checks, proposal["trait"].name)(proposal["value"], self)

    def _move_in(self, change: Any) -> None:
        """Leave behind what belonged to another surface: its options, its window, its start."""
        allowed = inspect.signature(SURFACES[change["new"]]).parameters
        self.options = {name: x for name, x in self.options.items() if name in allowed}
        before = landscape(change["old"], {}).start
        now = landscape(change["new"], self.options).start
        if len(self.window) != now.size:
            self.window = []
        if len(self.start) != now.size or self.start == before.reshape(-1).tolist():
            self.start = now.reshape(-1).tolist()

    def _follow(self, strict: bool = False) -> None:
        """Work out the paths of the optimizers that only Python can run."""
        own = {r["own"]: self.optimizers[r["own"]] for r in self.racers if "own" in r}
        if own and self.theirs.get("for") != self._moves:
            self.theirs = paths(own, self._moves, strict)

    @property
    def runs(self) -> dict[str, Trajectory]:
        """The paths of those racers that were given as optimizers, by name."""
        numbered = ((str(number), racer) for number, racer in enumerate(self.racers))
        return {
            racer.get("name") or racer["method"]: self.run(self.optimizers[number])
            for number, racer in numbered
            if number in self.optimizers
        }

    def picture(self) -> Picture:
        """Return the figure that stands in the playground's place without scripts."""
        if self._still:
            return self._still
        loss, runs = self.loss, self.runs
        ends = (f"{name}: step {r.steps}, loss {r.losses[-1]:.3g}." for name, r in runs.items())
        words = f"{loss.name}, {self.steps} steps from {self.start}."
        alt = self._alt or " ".join([f"{self.title or 'Playground'}:", words, *ends])
        draw: Any = plots.contours
        if len(loss.window) == 1:
            draw = plots.places if self.chart == "place" else plots.slope
        picture: Picture = draw(loss, runs, alt=alt, title=self.title)
        return picture

    def html(self) -> str:
        """Return what a page without a kernel needs: the state, and the figure until it is read."""
        usual = Playground.usual()
        state = {name: value for name, value in self.plain().items() if value != usual[name]}
        text = html.escape(json.dumps(state, separators=(",", ":")), quote=True)
        counts = reserved_height(len(self.start), self.racers, self.knobs, self.chart)
        counts["bare"] = int(self.bare)
        style = ";".join(f"--{name}:{count}" for name, count in counts.items())
        return (
            f'<div class="descent-playground" style="{style}" data-state="{text}">'
            f"{self.picture().svg()}</div>"
        )

    def plain(self) -> dict[str, Any]:
        """Return the state that Python and the page share."""
        return {name: getattr(self, name) for name in Playground.class_own_traits()}

    @staticmethod
    def usual() -> dict[str, Any]:
        """Return the state of which a page is told only what differs from it."""
        return {name: trait.default() for name, trait in Playground.class_own_traits().items()}

    def _repr_mimebundle_(self, **kwargs: Any) -> Any:
        data, metadata = super()._repr_mimebundle_(**kwargs)
        return {**data, "text/html": self.html(), "text/plain": repr(self)}, metadata
