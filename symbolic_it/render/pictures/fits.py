"""One Gaussian fitted to two bumps by the least divergence, in either direction: numbers, in floating point.

Divergences are integrals over the line by the trapezoidal rule, which converges faster than any power of the step for
functions as smooth as these; the least one is found by the simplex method of Nelder and Mead from several starts.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from math import exp, log, pi, sqrt

Point = tuple[float, float]
POINTS = 480


@dataclass(frozen=True)
class Gaussian:
    """A normal law: mean and standard deviation."""

    mean: float
    width: float

    def log_density(self, x: float) -> float:
        z = (x - self.mean) / self.width
        return -z * z / 2 - log(self.width) - log(2 * pi) / 2

    def density(self, x: float) -> float:
        return exp(self.log_density(x))


@dataclass(frozen=True)
class Target:
    """Two bumps of equal weight and width at -centre and centre."""

    centre: float
    width: float

    def log_density(self, x: float) -> float:
        left = Gaussian(-self.centre, self.width).log_density(x)
        right = Gaussian(self.centre, self.width).log_density(x)
        top = max(left, right)  # the logarithm of a sum without underflow
        return top + log(exp(left - top) + exp(right - top)) - log(2)

    def density(self, x: float) -> float:
        return exp(self.log_density(x))

    @property
    def reach(self) -> tuple[float, float]:
        """An interval outside of which the target has next to nothing."""
        far = self.centre + 9 * self.width
        return -far, far


Law = Gaussian | Target


def divergence(p: Law, q: Law, low: float, high: float, points: int = POINTS) -> float:
    """D(p || q) in nats, over an interval that holds next to all of p."""
    step = (high - low) / points
    total = 0.0
    for k in range(points + 1):
        x = low + k * step
        a = p.log_density(x)
        if a > -700:
            total += exp(a) * (a - q.log_density(x)) * (0.5 if k in (0, points) else 1.0)
    return total * step


def forward(target: Target, q: Gaussian) -> float:
    """D(target || q): dear where the target has mass and q has none."""
    return divergence(target, q, *target.reach)


def reverse(target: Target, q: Gaussian) -> float:
    """D(q || target): dear where q has mass and the target has none."""
    return divergence(q, target, q.mean - 9 * q.width, q.mean + 9 * q.width)


def least(f: Callable[[Point], float], start: Point, size: float, tolerance: float = 1e-9) -> Point:
    """A point near the start where f is least, by the simplex method of Nelder and Mead."""
    corners = sorted((f(p), p) for p in (start, (start[0] + size, start[1]), (start[0], start[1] + size)))
    for _ in range(400):
        (best, a), (middle, b), (worst, c) = corners
        if max(abs(c[0] - a[0]), abs(c[1] - a[1]), abs(b[0] - a[0]), abs(b[1] - a[1])) < tolerance:
            break
        centre = ((a[0] + b[0]) / 2, (a[1] + b[1]) / 2)

        def along(t: float, centre: Point = centre, c: Point = c) -> tuple[float, Point]:
            p = (centre[0] + t * (centre[0] - c[0]), centre[1] + t * (centre[1] - c[1]))
            return f(p), p

        new = along(1)
        if new[0] < best:
            new = min(new, along(2))
        elif new[0] >= middle:
            new = min(along(0.5), along(-0.5))
        if new[0] < worst:
            corners = sorted([(best, a), (middle, b), new])
        else:  # nothing better on the line: draw the triangle together
            near = [((a[0] + p[0]) / 2, (a[1] + p[1]) / 2) for p in (b, c)]
            corners = sorted([(best, a), *((f(p), p) for p in near)])
    return corners[0][1]


@dataclass(frozen=True)
class Fits:
    """The Gaussians of the least divergence to a target, and from it."""

    target: Target
    forward: Gaussian
    reverse: Gaussian
    forward_value: float
    reverse_value: float


def fits(centre: float, width: float) -> Fits:
    """Both fits. The reverse one has a twin at the other bump; of the two, the one at the right is given."""
    target = Target(centre, width)

    def best(f: Callable[[Target, Gaussian], float], starts: Sequence[float]) -> tuple[float, Gaussian]:
        def score(p: Point) -> float:
            # The width by its logarithm, so that every point of the plane is a law.
            return f(target, Gaussian(p[0], exp(max(-20.0, min(20.0, p[1])))))

        ends = [least(score, (mean, log(width)), width / 2) for mean in starts]
        value, (mean, scale) = min((score(p), p) for p in ends)
        return value, Gaussian(mean, exp(scale))

    # The first starts lie off the axis of symmetry, where the slope may be zero without a minimum.
    forward_value, p = best(forward, [centre / 3, centre])
    reverse_value, q = best(reverse, [centre, centre / 3])
    return Fits(target, p, q, forward_value, reverse_value)


def covers(q: Gaussian, target: Target) -> bool:
    """Whether the middles of both bumps lie within one standard deviation of the fit's mean."""
    return all(abs(at - q.mean) <= q.width for at in (-target.centre, target.centre))


def sits_on_one(q: Gaussian, target: Target) -> bool:
    """Whether the fit is near one bump, about as wide as it, and has next to nothing at the other."""
    side = target.centre if q.mean > 0 else -target.centre
    near = abs(q.mean - side) <= target.width / 4 and abs(q.width / target.width - 1) <= 0.1
    return near and q.density(-side) <= q.density(side) / 1000


def spread(target: Target) -> float:
    """The standard deviation of the target."""
    return sqrt(target.width**2 + target.centre**2)
