"""Rounds the fp32 graph's matrices and tables to 8-bit integers; activations are rounded while it runs."""

import logging
import tempfile
from dataclasses import dataclass
from pathlib import Path

import onnx
from onnxruntime.quantization import QuantType, quantize_dynamic


@dataclass(frozen=True)
class Recipe:
    """One way to quantize. What each was worth is in ../README.md."""

    signed: bool = True
    per_channel: bool = True  # one scale per output column instead of one per matrix
    reduce_range: bool = True  # weights in 7 bits
    tables: bool = True  # the embedding tables too; without them the file is 59 MB
    excluded: tuple[str, ...] = ()  # matrix products left in fp32
    keep_shapes: bool = False  # keep the quantizer's notes on the shapes of inner values


# Signed weights: the fast integer kernels take unsigned activations with signed weights.
# 7 bits: on x86 without VNNI the kernels add two products in 16 bits with saturation;
# 2 × 255 × 64 = 32,640 fits there, 2 × 255 × 127 does not, so that with 8 bits the same
# text would get another vector on an older processor.
# One scale per column: without it 7 bits cost too much.
# No inner shapes: with them onnxruntime 1.30 joins Add and LayerNormalization into one operator
# whose CPU kernel takes nearly six times as long as the two it replaces.
SHIPPED = Recipe()


def quantize(fp32: onnx.ModelProto, recipe: Recipe = SHIPPED) -> onnx.ModelProto:
    logging.getLogger().setLevel(logging.ERROR)  # it advises a pre-processing that would fuse the graph by hand
    with tempfile.TemporaryDirectory() as folder:
        source, target = Path(folder, "fp32.onnx"), Path(folder, "int8.onnx")
        onnx.save(fp32, source)
        quantize_dynamic(
            source,
            target,
            op_types_to_quantize=["MatMul", "Gather"] if recipe.tables else ["MatMul"],
            weight_type=QuantType.QInt8 if recipe.signed else QuantType.QUInt8,
            per_channel=recipe.per_channel,
            reduce_range=recipe.reduce_range,
            nodes_to_exclude=list(recipe.excluded),
        )
        model = onnx.load(target)
    if not recipe.keep_shapes:
        del model.graph.value_info[:]
    onnx.checker.check_model(model)
    return model
