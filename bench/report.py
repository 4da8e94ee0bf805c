"""The results as Markdown, with a chart of the ratios as an SVG picture beside it."""
import os
import platform
from pathlib import Path

from peers import DUCKDB


def write(path, results, rounds, cores):
    path = Path(path)
    picture = path.with_suffix(".svg")
    picture.write_text(chart(results), encoding="utf-8")
    met = {True: "met", False: "**not met**"}
    lines = [
        "# What the bench measured", "",
        f"{len(cores)} of {os.cpu_count()} processors, {platform.machine()}, {platform.system()} {platform.release()}; "
        f"DuckDB {DUCKDB}; {rounds} rounds, in turn, files in the page cache. Medians; a ratio is taken within each round.",
        "The hand-written bound is a scorer made for exactly this file; bytes alone, a program that only adds them up.",
        "", f"![Ratios beside their targets]({picture.name})", "",
        "| job | peer | its seconds | Gearbox | ratio (range) | target | | hand-written bound | its ratio | "
        "Gearbox's share of its speed | bytes alone |", "|---|---|---|---|---|---|---|---|---|---|---|"]
    for one in results:
        top = one.limits
        limits = f"{top.bound_s:.3f} | {top.bound_ratio:.1f} | {top.share:.2f} | {top.bytes_s:.3f}" if top else "| | |"
        lines.append(
            f"| {one.job} | {one.peer} | {one.peer_s:.3f} | {one.own_s:.3f} | {one.ratio:.1f} ({one.low:.1f} to {one.high:.1f}) "
            f"| {one.target:g} | {met[one.ratio >= one.target]} | {limits} |")
    notes = [(one.job, what, is_met) for one in results for what, is_met in one.notes]
    if notes:
        lines += ["", "| job | besides | |", "|---|---|---|"]
        lines += [f"| {job} | {what} | {met[is_met]} |" for job, what, is_met in notes]
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    print(f"\nwritten: {path} and {picture}")


def chart(results):
    """A bar a job, as long as its ratio, on a logarithmic axis from 0.5 to 200; a mark where the target is,
    and a broken one where the hand-written bound is."""
    import math
    left, right, row = 300, 860, 22
    low, high = math.log(0.5), math.log(200)

    def x(ratio):
        return left + (right - left) * (min(max(math.log(max(ratio, math.exp(low))), low), high) - low) / (high - low)

    height = 40 + row * len(results)
    out = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 960 {height}" font-family="sans-serif" font-size="12">',
        "<title>How many times as fast as its peer each job is, its target, and the hand-written bound (broken)</title>",
        f'<rect width="960" height="{height}" fill="white"/>']
    for tick in (1, 2, 5, 10, 20, 50, 100):
        out.append(f'<line x1="{x(tick):.1f}" y1="20" x2="{x(tick):.1f}" y2="{height - 16}" stroke="#ddd"/>')
        out.append(f'<text x="{x(tick):.1f}" y="14" text-anchor="middle" fill="#555">{tick}×</text>')
    for place, one in enumerate(results):
        y = 24 + row * place
        colour = "#2a7f62" if one.ratio >= one.target else "#c77d0a"
        out += [
            f'<text x="{left - 8}" y="{y + 13}" text-anchor="end">{one.job.replace("&", "&amp;").replace("<", "&lt;")}</text>',
            f'<rect x="{x(0.5):.1f}" y="{y}" width="{x(one.ratio) - x(0.5):.1f}" height="16" fill="{colour}"/>',
            f'<line x1="{x(one.target):.1f}" y1="{y - 2}" x2="{x(one.target):.1f}" y2="{y + 18}" stroke="black" stroke-width="2"/>',
            f'<text x="{max(x(one.ratio), x(one.target)) + 6:.1f}" y="{y + 13}">{one.ratio:.1f}</text>']
        if one.limits:
            at = x(one.limits.bound_ratio)
            out.append(f'<line x1="{at:.1f}" y1="{y - 2}" x2="{at:.1f}" y2="{y + 18}" stroke="#555" stroke-dasharray="3 2"/>')
    return "\n".join(out + ["</svg>"]) + "\n"
