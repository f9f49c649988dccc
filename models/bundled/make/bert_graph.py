"""Builds a plain ONNX graph of a BERT encoder straight from its weights.

Only standard ONNX operators, nothing fused by hand: the runtime fuses the graph for the
processor it finds itself on. Inputs are input_ids, attention_mask and token_type_ids
(int64, [batch, sequence]); the output is last_hidden_state (float32, [batch, sequence, hidden]).
"""

from collections.abc import Mapping

import numpy as np
import onnx
from onnx import TensorProto, helper, numpy_helper

OPSET = 17  # the first with LayerNormalization
IR_VERSION = 8  # the one that goes with opset 17, so that older runtimes can read the file
INPUTS = ("input_ids", "attention_mask", "token_type_ids")
OUTPUT = "last_hidden_state"


def build_bert(weights: Mapping[str, np.ndarray], config: Mapping) -> onnx.ModelProto:
    """One graph for the whole encoder, pooling left out. Longer inputs than the position table fail."""
    g = _Graph(weights)
    hidden, heads, eps = config["hidden_size"], config["num_attention_heads"], config["layer_norm_eps"]
    state = _embeddings(g, eps)
    bias = _mask_bias(g)
    for layer in range(config["num_hidden_layers"]):
        prefix = f"encoder.layer.{layer}."
        attended = _attention(g, prefix + "attention.", state, bias, heads, hidden // heads)
        attended = g.dense(attended, prefix + "attention.output.dense")
        state = g.layer_norm(g.node("Add", [attended, state]), prefix + "attention.output.LayerNorm", eps)
        inner = _gelu(g, g.dense(state, prefix + "intermediate.dense"))
        inner = g.dense(inner, prefix + "output.dense")
        last = layer == config["num_hidden_layers"] - 1
        state = g.layer_norm(
            g.node("Add", [inner, state]), prefix + "output.LayerNorm", eps, output=OUTPUT if last else None
        )
    shape = ["batch", "sequence"]
    graph = helper.make_graph(
        g.nodes,
        "bert",
        [helper.make_tensor_value_info(name, TensorProto.INT64, shape) for name in INPUTS],
        [helper.make_tensor_value_info(OUTPUT, TensorProto.FLOAT, [*shape, hidden])],
        g.initializers,
    )
    model = helper.make_model(
        graph, producer_name="alcove", ir_version=IR_VERSION, opset_imports=[helper.make_opsetid("", OPSET)]
    )
    onnx.checker.check_model(model, full_check=True)
    return model


def _embeddings(g: "_Graph", eps: float) -> str:
    words = g.node("Gather", [g.weight("embeddings.word_embeddings.weight"), "input_ids"])
    kinds = g.node("Gather", [g.weight("embeddings.token_type_embeddings.weight"), "token_type_ids"])
    length = g.node("Shape", ["input_ids"], start=1, end=2)
    table = g.weight("embeddings.position_embeddings.weight")
    positions = g.node("Slice", [table, g.ints([0]), length, g.ints([0])])
    total = g.node("Add", [g.node("Add", [words, kinds]), positions])
    return g.layer_norm(total, "embeddings.LayerNorm", eps)


def _mask_bias(g: "_Graph") -> str:
    """0 where a token counts, the lowest float where it is padding; [batch, 1, 1, sequence]."""
    mask = g.node("Cast", [g.node("Unsqueeze", ["attention_mask", g.ints([1, 2])])], to=TensorProto.FLOAT)
    return g.node("Mul", [g.node("Sub", [g.float(1.0), mask]), g.float(np.finfo(np.float32).min)])


def _attention(g: "_Graph", prefix: str, state: str, bias: str, heads: int, size: int) -> str:
    def by_head(name: str, axes: list[int]) -> str:
        dense = g.dense(state, f"{prefix}self.{name}")
        return g.node("Transpose", [g.node("Reshape", [dense, g.ints([0, 0, heads, size])])], perm=axes)

    query, key, value = by_head("query", [0, 2, 1, 3]), by_head("key", [0, 2, 3, 1]), by_head("value", [0, 2, 1, 3])
    scores = g.node("Div", [g.node("MatMul", [query, key]), g.float(np.sqrt(size))])
    weights = g.node("Softmax", [g.node("Add", [scores, bias])], axis=-1)
    mixed = g.node("Transpose", [g.node("MatMul", [weights, value])], perm=[0, 2, 1, 3])
    return g.node("Reshape", [mixed, g.ints([0, 0, heads * size])])


def _gelu(g: "_Graph", x: str) -> str:
    """The exact Gelu, x / 2 * (1 + erf(x / sqrt 2)), in the form runtimes know how to fuse."""
    erf = g.node("Erf", [g.node("Div", [x, g.float(np.sqrt(2.0))])])
    return g.node("Mul", [g.node("Mul", [x, g.node("Add", [erf, g.float(1.0)])]), g.float(0.5)])


class _Graph:
    """Collects nodes and constants under names that are the same on every run."""

    def __init__(self, weights: Mapping[str, np.ndarray]):
        self.nodes: list[onnx.NodeProto] = []
        self.initializers: list[onnx.TensorProto] = []
        self._weights = weights
        self._known: set[str] = set()

    def node(self, kind: str, inputs: list[str], output: str | None = None, name: str | None = None, **attributes) -> str:
        name = name or f"{kind}_{len(self.nodes)}"
        output = output or f"{name}_output"
        self.nodes.append(helper.make_node(kind, inputs, [output], name=name, **attributes))
        return output

    def dense(self, x: str, name: str) -> str:
        """x @ weight.T + bias; the weight is stored transposed so that the product is a plain MatMul."""
        weight = self._constant(f"{name}.weight_transposed", np.ascontiguousarray(self._weights[f"{name}.weight"].T))
        product = self.node("MatMul", [x, weight], name=f"{name}.MatMul")
        return self.node("Add", [product, self.weight(f"{name}.bias")])

    def layer_norm(self, x: str, name: str, eps: float, output: str | None = None) -> str:
        scale, bias = self.weight(f"{name}.weight"), self.weight(f"{name}.bias")
        return self.node("LayerNormalization", [x, scale, bias], output=output, axis=-1, epsilon=eps)

    def weight(self, name: str) -> str:
        return self._constant(name, self._weights[name])

    def ints(self, values: list[int]) -> str:
        return self._constant("ints_" + "_".join(map(str, values)), np.array(values, np.int64))

    def float(self, value: float) -> str:
        return self._constant(f"float_{np.float32(value)!s}", np.array(value, np.float32))

    def _constant(self, name: str, value: np.ndarray) -> str:
        if name not in self._known:
            self._known.add(name)
            self.initializers.append(numpy_helper.from_array(value, name))
        return name
