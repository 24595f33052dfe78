"""Machine-code kernels: allele classes of a job, the factors' numbers, and the elimination program run over them.

One *job* is a program, one marker (two when linked) and the genotypes of the typed members. Everything here works
on plain arrays; `engine.py` is the door. One file on purpose: Numba's cache watches only the file of the kernel
that it keeps, so a kernel and all that it calls must stand together.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from .jit import compiled

Floats = NDArray[np.float64]
Ints = NDArray[np.int32]
Longs = NDArray[np.int64]
Flags = NDArray[np.bool_]
TINY = 1e-120
MAX_CELLS = 60_000_000


class ProgramArrays(NamedTuple):
    """A compiled structure; see `plan.Program` for the shapes."""

    variables: Ints
    slots: Ints
    factors: Ints
    factor_scopes: Ints
    operations: Ints
    scopes: Ints
    modes: Ints
    known: Ints
    target: Ints
    coefficient: float


class MarkerArrays(NamedTuple):
    """Padded markers: sizes, silents, flags (markers,), freqs (markers, most), matrices (markers, most, most)."""

    sizes: Ints
    silents: Ints
    freqs: Floats
    male: Floats
    female: Floats
    mutates: Flags
    lumps: Flags


class Model(NamedTuple):
    """drop_out by reference (references,), drop_in a marker, recombination fraction, coancestry."""

    drop_out: Floats
    drop_in: float
    rho: float
    theta: float


class Scratch(NamedTuple):
    """Room for one job: allele classes, class frequencies and matrices, genotype states, sizes, table offsets."""

    cls: Ints
    classes: Ints
    silent: Ints
    geno: Ints
    pop: Floats
    base: Floats
    step: Floats
    gam: Floats
    states: Ints
    weights: Floats
    counts: Ints
    dims: Ints
    offsets: Longs


@compiled
def classify(size: int, silent: int, lump: bool, geno: Ints, cls: Ints) -> int:
    """Give every allele a class: those seen their own, the others one together (or each its own)."""
    if not lump:
        for a in range(size):
            cls[a] = a
        return size
    for a in range(size):
        cls[a] = -1
    for r in range(geno.shape[0]):
        for side in range(2):
            if geno[r, side] >= 0:
                cls[geno[r, side]] = -2
    if silent >= 0:
        cls[silent] = -2
    count = 0
    rest = 0
    for a in range(size):
        if cls[a] == -2:
            cls[a] = count
            count += 1
        else:
            rest += 1
    if rest > 0:
        for a in range(size):
            if cls[a] == -1:
                cls[a] = count
        count += 1
    return count


@compiled
def collapse(
    size: int,
    classes: int,
    cls: Ints,
    freqs: Floats,
    matrix: Floats,
    mutates: bool,
    pop: Floats,
    step: Floats,
) -> None:
    """Frequencies and mutation matrix of the classes; a class row is that of any of its alleles (lumpable)."""
    for c in range(classes):
        pop[c] = 0.0
        for d in range(classes):
            step[c, d] = 0.0
    for a in range(size):
        pop[cls[a]] += freqs[a]
    if not mutates:
        for c in range(classes):
            step[c, c] = 1.0
        return
    for a in range(size):
        c = cls[a]
        first = True
        for b in range(a):
            if cls[b] == c:
                first = False
                break
        if first:
            for d in range(size):
                step[c, cls[d]] += matrix[a, d]


@compiled
def gametes(classes: int, pop: Floats, step: Floats, out: Floats) -> None:
    """Frequencies among the alleles passed on: population times mutation."""
    for d in range(classes):
        out[d] = 0.0
    for c in range(classes):
        for d in range(classes):
            out[d] += pop[c] * step[c, d]


@compiled
def genotype_states(mode: int, first: int, second: int, silent: int, states: Ints, weights: Floats) -> int:
    """Ordered genotypes that fit a profile; weight two stands for both orders of a founder's."""
    states[0, 0] = first
    states[0, 1] = second
    weights[0] = 1.0
    if mode == 2:
        return 1
    if first != second:
        if mode == 1:
            weights[0] = 2.0
            return 1
        states[1, 0] = second
        states[1, 1] = first
        weights[1] = 1.0
        return 2
    if silent < 0:
        return 1
    states[1, 0] = first
    states[1, 1] = silent
    weights[1] = 2.0 if mode == 1 else 1.0
    if mode == 1:
        return 2
    states[2, 0] = silent
    states[2, 1] = first
    weights[2] = 1.0
    return 3


@compiled
def seen_probability(
    a: int, b: int, x: int, y: int, silent: int, drop_out: float, drop_in: float, pop: Floats
) -> float:
    """P(alleles a, b are seen | true alleles x, y): each copy drops out alone, at most one foreign allele drops in.

    y < 0 stands for a hemizygous male. The two copies of a homozygote drop out together with drop_out squared.
    """
    total = 0.0
    for keep in range(4):
        p = 1.0
        sees_a = False
        sees_b = False
        foreign = False
        for copy in range(2):
            allele = x if copy == 0 else y
            kept = (keep >> copy) & 1
            if allele < 0 or (silent >= 0 and allele == silent):
                if kept:
                    p = 0.0
                continue
            p *= (1.0 - drop_out) if kept else drop_out
            if kept:
                sees_a = sees_a or allele == a
                sees_b = sees_b or allele == b
                foreign = foreign or (allele != a and allele != b)
        if p == 0.0 or foreign:
            continue
        if sees_a and sees_b:
            inside = pop[a] if a == b else pop[a] + pop[b]
            total += p * (1.0 - drop_in + drop_in * inside)
        elif sees_a or (sees_b and a != b):
            total += p * drop_in * (pop[b] if sees_a else pop[a])
        elif a == b:
            total += p * drop_in * pop[a]
    return total


@compiled
def add_scaled(buf: Floats, to: int, source: int, stride: int, x: float, width: int) -> None:
    """buf[to + w] += x * buf[source + w * stride]; the contiguous case apart, so that it runs in vectors."""
    if x == 0.0:
        return
    if stride == 1:
        for w in range(width):
            buf[to + w] += x * buf[source + w]
    else:
        for w in range(width):
            buf[to + w] += x * buf[source + w * stride]


@compiled
def contract_row(
    buf: Floats, pa: int, pb: int, po: int, width: int, wa: int, wb: int, ev: int, ea: int, eb: int
) -> None:
    """One row of the result: sum over the eliminated variable."""
    for w in range(width):
        buf[po + w] = 0.0
    for v in range(ev):
        qa = pa + v * ea
        qb = pb + v * eb
        if wa == 0:
            add_scaled(buf, po, qb, wb, buf[qa], width)
        elif wb == 0:
            add_scaled(buf, po, qa, wa, buf[qb], width)
        else:
            for w in range(width):
                buf[po + w] += buf[qa + w * wa] * buf[qb + w * wb]


@compiled
def contract(
    buf: Floats, at: int, bt: int, ot: int, dims: Ints, sa: Ints, sb: Ints, nd: int, ev: int, ea: int, eb: int,
    idx: Ints,
) -> None:  # fmt: skip
    """out[dims] = sum over the eliminated variable of A*B, all strided in one buffer."""
    outer = 1
    for k in range(nd - 1):
        outer *= dims[k]
        idx[k] = 0
    width = dims[nd - 1] if nd > 0 else 1
    wa = sa[nd - 1] if nd > 0 else 0
    wb = sb[nd - 1] if nd > 0 else 0
    for _ in range(outer):
        contract_row(buf, at, bt, ot, width, wa, wb, ev, ea, eb)
        ot += width
        k = nd - 2
        while k >= 0:
            idx[k] += 1
            at += sa[k]
            bt += sb[k]
            if idx[k] < dims[k]:
                break
            at -= sa[k] * dims[k]
            bt -= sb[k] * dims[k]
            idx[k] = 0
            k -= 1


@compiled
def stride_of(variable: int, scope: Ints, dims: Ints) -> int:
    """Stride of a variable in a table laid out by its scope; zero when absent."""
    stride = 0
    for k in range(scope.shape[0]):
        if scope[k] < 0:
            break
        if stride > 0:
            stride *= dims[scope[k]]
        if scope[k] == variable:
            stride = 1
    return stride


@compiled
def table_size(scope: Ints, dims: Ints) -> int:
    size = 1
    for k in range(scope.shape[0]):
        if scope[k] < 0:
            break
        size *= dims[scope[k]]
    return size


@compiled
def allele_at(slot: Ints, state: int, states: Ints) -> int:
    """Allele class of a slot in a state of its variable."""
    if slot[1] < 0:
        return state
    return int(states[slot[3], slot[2], state, slot[1]])


@compiled
def fill_copy(
    buf: Floats, off: int, a: Ints, b: Ints, scope: Ints, dims: Ints, states: Ints, step: Floats, same: bool
) -> None:
    """Transmission table from slot a to slot b; `same` leaves mutation out."""
    sa = stride_of(a[0], scope, dims)
    sb = stride_of(b[0], scope, dims)
    for j in range(dims[b[0]]):
        cb = allele_at(b, j, states)
        for i in range(dims[a[0]]):
            ca = allele_at(a, i, states)
            value = (1.0 if ca == cb else 0.0) if same else step[ca, cb]
            buf[off + i * sa + j * sb] = value


@compiled
def fill_choice(
    buf: Floats, off: int, f: Ints, a: Ints, b: Ints, scope: Ints, dims: Ints, states: Ints, step: Floats
) -> None:
    """Transmission where the selector points at slot a, ones elsewhere."""
    sa = stride_of(a[0], scope, dims)
    sb = stride_of(b[0], scope, dims)
    ss = stride_of(f[4], scope, dims)
    for j in range(dims[b[0]]):
        cb = allele_at(b, j, states)
        for i in range(dims[a[0]]):
            at = off + i * sa + j * sb
            buf[at + f[5] * ss] = step[allele_at(a, i, states), cb]
            buf[at + (1 - f[5]) * ss] = 1.0


@compiled
def fill_mixture(
    buf: Floats, off: int, a: Ints, c: Ints, b: Ints, scope: Ints, dims: Ints, states: Ints, step: Floats
) -> None:
    """Half from each of the two alleles of one genotype variable."""
    sa = stride_of(a[0], scope, dims)
    sb = stride_of(b[0], scope, dims)
    for i in range(dims[a[0]]):
        ca = allele_at(a, i, states)
        cc = allele_at(c, i, states)
        for j in range(dims[b[0]]):
            cb = allele_at(b, j, states)
            buf[off + i * sa + j * sb] = 0.5 * (step[ca, cb] + step[cc, cb])


@compiled
def fill_evidence(
    buf: Floats, off: int, a: Ints, second: int, b: Ints, scope: Ints, dims: Ints,
    obs: Ints, silent: int, drop_out: float, drop_in: float, pop: Floats,
) -> None:  # fmt: skip
    """Probability of the profile seen, for every pair of true alleles."""
    sa = stride_of(a[0], scope, dims)
    if second < 0 or a[0] == b[0]:
        for i in range(dims[a[0]]):
            other = -1 if second < 0 else i
            buf[off + i * sa] = seen_probability(obs[0], obs[1], i, other, silent, drop_out, drop_in, pop)
        return
    sb = stride_of(b[0], scope, dims)
    for i in range(dims[a[0]]):
        for j in range(dims[b[0]]):
            value = seen_probability(obs[0], obs[1], i, j, silent, drop_out, drop_in, pop)
            buf[off + i * sa + j * sb] = value


@compiled
def fill_prior(buf: Floats, off: int, a: Ints, table: Floats, dims: Ints, states: Ints) -> None:
    for i in range(dims[a[0]]):
        buf[off + i] = table[allele_at(a, i, states)]


@compiled
def fill_pair_prior(
    buf: Floats,
    off: int,
    m: Ints,
    third: int,
    p: Ints,
    table: Floats,
    dims: Ints,
    states: Ints,
    weights: Floats,
) -> None:
    for i in range(dims[m[0]]):
        value = weights[m[3], m[2], i] * table[allele_at(m, i, states)]
        if third >= 0:
            value *= table[allele_at(p, i, states)]
        buf[off + i] = value


@compiled
def urn(known: Ints, modes: Ints, geno: Ints, pop: Floats, theta: float, base: Floats, classes: int) -> float:
    """Balding-Nichols sampling of the founders typed; leaves in `base` what the next allele is drawn from."""
    for c in range(classes):
        base[c] = (1.0 - theta) * pop[c]
    p = 1.0
    drawn = 0
    for k in range(known.shape[0]):
        r = known[k]
        copies = 1 if modes[r] == 2 else 2
        for side in range(copies):
            c = geno[r, side]
            p *= base[c] / (1.0 + (drawn - 1) * theta)
            base[c] += theta
            drawn += 1
        if copies == 2 and geno[r, 0] != geno[r, 1]:
            p *= 2.0
    return p


@compiled
def execute(
    buf: Floats, offsets: NDArray[np.int64], dims: Ints, factor_scopes: Ints, operations: Ints, scopes: Ints
) -> float:
    """Run the elimination; returns the logarithm of the scale taken out on the way."""
    width = scopes.shape[1]
    shape = np.empty(width, dtype=np.int32)
    sa = np.empty(width, dtype=np.int32)
    sb = np.empty(width, dtype=np.int32)
    idx = np.empty(width, dtype=np.int32)
    one = offsets[offsets.shape[0] - 1]
    none = np.full(1, -1, dtype=np.int32)
    first = factor_scopes.shape[0]
    log_scale = 0.0
    for o in range(operations.shape[0]):
        a, b, gone = operations[o, 0], operations[o, 1], operations[o, 2]
        scope_a = factor_scopes[a] if a < first else scopes[a - first]
        scope_b = none if b < 0 else (factor_scopes[b] if b < first else scopes[b - first])
        nd = 0
        while scopes[o, nd] >= 0:
            v = scopes[o, nd]
            shape[nd] = dims[v]
            sa[nd] = stride_of(v, scope_a, dims)
            sb[nd] = stride_of(v, scope_b, dims)
            nd += 1
        ev = dims[gone] if gone >= 0 else 1
        ea = stride_of(gone, scope_a, dims) if gone >= 0 else 0
        eb = stride_of(gone, scope_b, dims) if gone >= 0 else 0
        at = offsets[a]
        bt = one if b < 0 else offsets[b]
        ot = offsets[first + o]
        contract(buf, at, bt, ot, shape, sa, sb, nd, ev, ea, eb, idx)
        log_scale += rescale(buf, ot, offsets[first + o + 1])
    return log_scale


@compiled
def rescale(buf: Floats, start: int, stop: int) -> float:
    """Bring a table that is about to underflow back to one."""
    largest = 0.0
    for i in range(start, stop):
        if buf[i] > largest:
            largest = buf[i]
    if largest >= TINY or largest == 0.0:
        return 0.0
    for i in range(start, stop):
        buf[i] /= largest
    return float(np.log(largest))


@compiled
def make_scratch(program: ProgramArrays, most: int, loci: int, references: int) -> Scratch:
    tables = program.factors.shape[0] + program.operations.shape[0]
    return Scratch(
        np.empty((loci, most), dtype=np.int32),
        np.empty(loci, dtype=np.int32),
        np.empty(loci, dtype=np.int32),
        np.empty((loci, references, 2), dtype=np.int32),
        np.empty((loci, most)),
        np.empty((loci, most)),
        np.empty((loci, 3, most, most)),
        np.empty((loci, 3, most)),
        np.zeros((loci, references, 3, 2), dtype=np.int32),
        np.zeros((loci, references, 3)),
        np.ones((loci, references), dtype=np.int32),
        np.empty(program.variables.shape[0], dtype=np.int32),
        np.empty(tables + 1, dtype=np.int64),
    )


@compiled
def prepare_locus(
    k: int, m: int, program: ProgramArrays, markers: MarkerArrays, typed: Ints, theta: float, s: Scratch
) -> float:
    """Classes, their frequencies and matrices, and the genotype states of locus k; returns the urn's probability."""
    n = markers.sizes[m]
    c = classify(n, markers.silents[m], markers.lumps[m], typed, s.cls[k])
    s.classes[k] = c
    collapse(n, c, s.cls[k], markers.freqs[m], markers.male[m], markers.mutates[m], s.pop[k], s.step[k, 0])
    collapse(n, c, s.cls[k], markers.freqs[m], markers.female[m], markers.mutates[m], s.pop[k], s.step[k, 1])
    gametes(c, s.pop[k], s.step[k, 0], s.gam[k, 0])
    gametes(c, s.pop[k], s.step[k, 1], s.gam[k, 1])
    s.silent[k] = -1 if markers.silents[m] < 0 else s.cls[k, markers.silents[m]]
    for r in range(typed.shape[0]):
        for side in range(2):
            a = typed[r, side]
            s.geno[k, r, side] = -1 if a < 0 else s.cls[k, a]
        s.counts[k, r] = genotype_states(
            program.modes[r], s.geno[k, r, 0], s.geno[k, r, 1], s.silent[k], s.states[k, r], s.weights[k, r]
        )
    return urn(program.known, program.modes, s.geno[k], s.pop[k], theta, s.base[k], c)


@compiled
def lay_out(program: ProgramArrays, s: Scratch) -> int:
    """Sizes of the variables and places of all tables in one buffer; returns the cells needed."""
    for v in range(program.variables.shape[0]):
        kind, reference, locus = program.variables[v, 0], program.variables[v, 1], program.variables[v, 2]
        if kind == 0:
            s.dims[v] = s.classes[locus]
        elif kind == 1:
            s.dims[v] = s.counts[locus, reference]
        else:
            s.dims[v] = 2
    total = 0
    first = program.factors.shape[0]
    for i in range(first):
        s.offsets[i] = total
        total += table_size(program.factor_scopes[i], s.dims)
    for i in range(program.operations.shape[0]):
        s.offsets[first + i] = total
        total += table_size(program.scopes[i], s.dims)
    s.offsets[first + program.operations.shape[0]] = total
    return total


@compiled
def fill_factor(i: int, program: ProgramArrays, model: Model, s: Scratch, buf: Floats) -> None:
    """Write the numbers of factor i; the kinds are those of `graph.py`."""
    f = program.factors[i]
    off = s.offsets[i]
    kind, k, sex = f[0], f[8], f[6]
    scope = program.factor_scopes[i]
    a, b, c = program.slots[f[1]], program.slots[f[2]], program.slots[f[3]]
    if kind == 0:
        fill_prior(buf, off, a, s.base[k], s.dims, s.states)
    elif kind == 1:
        fill_pair_prior(buf, off, a, f[3], c, s.base[k], s.dims, s.states, s.weights)
    elif kind == 2:
        fill_prior(buf, off, a, s.gam[k, sex], s.dims, s.states)
    elif kind == 3:
        fill_copy(buf, off, a, b, scope, s.dims, s.states, s.step[k, sex % 2], sex == 2)
    elif kind == 4:
        fill_choice(buf, off, f, a, b, scope, s.dims, s.states, s.step[k, sex])
    elif kind == 5:
        fill_mixture(buf, off, a, c, b, scope, s.dims, s.states, s.step[k, sex])
    elif kind == 6:
        fill_evidence(
            buf, off, a, f[2], b, scope, s.dims,
            s.geno[k, f[7]], s.silent[k], model.drop_out[f[7]], model.drop_in, s.pop[k],
        )  # fmt: skip
    elif kind == 7:
        for x in range(4):
            buf[off + x] = 1.0 - model.rho if x == 0 or x == 3 else model.rho
    else:
        buf[off] = 1.0


@compiled
def run_jobs(
    program: ProgramArrays, markers: MarkerArrays, model: Model, job_marker: Ints, job_geno: Ints, out: Floats,
    out_log: Floats,
) -> int:  # fmt: skip
    """Run one program over many jobs.

    job_marker (jobs, loci), job_geno (jobs, loci, references, 2). `out` is (jobs, 1) for likelihoods, or (jobs,
    alleles * alleles) for the joint probability of the references and the target's ordered genotype; `out_log`
    (jobs,) the log scale. Returns the cells that would be needed where memory forbids, else 0.
    """
    loci = job_marker.shape[1]
    s = make_scratch(program, markers.freqs.shape[1], loci, job_geno.shape[2])
    buf = np.empty(4096)
    for job in range(job_marker.shape[0]):
        scale = program.coefficient
        for k in range(loci):
            scale *= prepare_locus(k, job_marker[job, k], program, markers, job_geno[job, k], model.theta, s)
        total = lay_out(program, s)
        if total > MAX_CELLS:
            return total
        if total + 1 > buf.shape[0]:
            buf = np.empty(total + total // 4 + 1)
        buf[total] = 1.0
        for i in range(program.factors.shape[0]):
            fill_factor(i, program, model, s, buf)
        out_log[job] = execute(
            buf, s.offsets, s.dims, program.factor_scopes, program.operations, program.scopes
        )
        finish(program, markers, s, buf, job_marker[job, 0], scale, out[job])
    return 0


@compiled
def finish(
    program: ProgramArrays, markers: MarkerArrays, s: Scratch, buf: Floats, m: int, scale: float, out: Floats
) -> None:
    """The last table is the answer: one number, or the target's genotypes."""
    last = program.operations.shape[0] - 1
    at = s.offsets[program.factors.shape[0] + last]
    if program.target.shape[0] == 0:
        out[0] = buf[at] * scale
    else:
        spread(
            buf, at, program.target, program.slots, program.scopes[last], s.dims, markers.sizes[m], s.cls[0],
            markers.freqs[m], s.pop[0], scale, out,
        )  # fmt: skip


@compiled
def spread(
    buf: Floats, at: int, target: Ints, slots: Ints, scope: Ints, dims: Ints, size: int, cls: Ints,
    freqs: Floats, pop: Floats, scale: float, out: Floats,
) -> None:  # fmt: skip
    """From classes back to alleles: an allele of a class takes its share of the class's frequency."""
    first = slots[target[0], 0]
    s1 = stride_of(first, scope, dims)
    if target.shape[0] == 1:
        for a in range(size):
            out[a * size + a] = buf[at + cls[a] * s1] * scale * freqs[a] / pop[cls[a]]
        return
    second = slots[target[1], 0]
    s2 = stride_of(second, scope, dims)
    for a in range(size):
        wa = scale * freqs[a] / pop[cls[a]]
        for b in range(size):
            if first == second:
                out[a * size + b] = buf[at + cls[a] * s1] * wa if a == b else 0.0
            else:
                value = buf[at + cls[a] * s1 + cls[b] * s2]
                out[a * size + b] = value * wa * freqs[b] / pop[cls[b]]


@compiled
def seen_rows(n: int, silent: int, drop_out: float, drop_in: float, freqs: Floats, out: Floats) -> None:
    row = 0
    for b in range(n):
        for a in range(b + 1):
            for x in range(n):
                for y in range(n):
                    out[row, x * n + y] = seen_probability(a, b, x, y, silent, drop_out, drop_in, freqs)
            row += 1
