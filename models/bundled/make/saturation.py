"""What an int8 graph would give on an x86 processor without VNNI, worked out in numpy.

There the kernels multiply unsigned activations by signed weights in pairs and add each pair in
16 bits, cutting what does not fit. The rest of the graph runs in ONNX's own reference evaluator,
which shares no code with onnxruntime, so that this is a second opinion on the graph as well.
"""

from pathlib import Path

import numpy as np
import onnx
from onnx.reference import ReferenceEvaluator
from onnx.reference.op_run import OpRun

from embedding import feeds, pooled


class OlderProcessor:
    """Runs a quantized graph with the older kernel's arithmetic; counts the sums that were cut."""

    def __init__(self, model: Path, saturating: bool = True):
        self.cut = self.sums = 0
        outer = self

        class MatMulInteger(OpRun):
            op_domain = ""

            def _run(self, a, b, a_zero_point=None, b_zero_point=None):
                return (outer._product(a, b, np.int32(a_zero_point), saturating),)

        self.evaluator = ReferenceEvaluator(onnx.load(model), new_ops=[MatMulInteger, DequantizeLinear])

    def embed_ids(self, ids: list[int]) -> np.ndarray:
        return pooled(self.evaluator.run(["last_hidden_state"], feeds([ids]))[0][0])

    def _product(self, a: np.ndarray, b: np.ndarray, zero: np.int32, saturating: bool) -> np.ndarray:
        """sum over k of (a - zero) * b, as the kernel does it: raw bytes first, zero point afterwards."""
        rows, weights = a[0].astype(np.int32), b.astype(np.int32)
        total = np.zeros((rows.shape[0], weights.shape[1]), np.int32)
        for k in range(0, rows.shape[1], 2):
            pair = rows[:, k : k + 2] @ weights[k : k + 2]
            if saturating:
                kept = np.clip(pair, -32768, 32767)
                self.cut += int(np.count_nonzero(kept != pair))
                self.sums += pair.size
                pair = kept
            total += pair
        return (total - zero * weights.sum(axis=0))[None]


class DequantizeLinear(OpRun):
    """The form with one scale for everything; the evaluator only knows the newer ones."""

    op_domain = ""

    def _run(self, x, scale, zero_point=None, **_):
        return (((x.astype(np.int32) - np.int32(zero_point)) * scale).astype(np.float32),)
