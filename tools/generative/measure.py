"""Measures OpenVINO GenAI, which OVMS uses, with models of random weights; see decision 106.

    pip install -r requirements.txt
    python3 measure.py

Prints the memory of KV caches, tokens per second by the number of sequences, and embeddings per second by NUM_STREAMS.
Random weights have the speed and memory of trained ones; what they generate has no meaning.
"""

import os
import sys
import tempfile
import time

import gguf
import numpy as np
import openvino as ov
import openvino_genai as genai
from openvino import opset13 as op

HIDDEN, LAYERS, HEADS, KV_HEADS, DIM, FEED_FORWARD = 512, 8, 8, 8, 64, 1536
RANDOM = np.random.default_rng(1)


def weights(*shape):
    return (RANDOM.standard_normal(shape, dtype=np.float32) * 0.02).astype(np.float16)


def write_qwen3(path):
    """Writes a language model of the architecture Qwen3, with a vocabulary of bytes."""
    printable = [*range(33, 127), *range(161, 173), *range(174, 256)]
    others = [byte for byte in range(256) if byte not in printable]
    tokens = [chr(byte) for byte in printable] + [chr(256 + i) for i in range(len(others))]
    tokens += ["<|endoftext|>", "<|im_start|>", "<|im_end|>", "\u0120t", "he"]
    writer = gguf.GGUFWriter(path, "qwen3")
    writer.add_block_count(LAYERS)
    writer.add_context_length(4096)
    writer.add_embedding_length(HIDDEN)
    writer.add_feed_forward_length(FEED_FORWARD)
    writer.add_head_count(HEADS)
    writer.add_head_count_kv(KV_HEADS)
    writer.add_key_length(DIM)
    writer.add_value_length(DIM)
    writer.add_layer_norm_rms_eps(1e-6)
    writer.add_rope_freq_base(1e6)
    writer.add_vocab_size(len(tokens))
    writer.add_file_type(1)
    writer.add_tokenizer_model("gpt2")
    writer.add_tokenizer_pre("qwen2")
    writer.add_token_list(tokens)
    writer.add_token_types([1] * 256 + [3] * 3 + [1] * 2)
    writer.add_token_merges(["\u0120 t", "h e"])
    writer.add_bos_token_id(256)
    writer.add_eos_token_id(258)
    writer.add_pad_token_id(256)
    writer.add_chat_template("{% for m in messages %}{{ m['content'] }}{% endfor %}")
    writer.add_tensor("token_embd.weight", weights(len(tokens), HIDDEN))
    writer.add_tensor("output_norm.weight", np.ones(HIDDEN, np.float32))
    writer.add_tensor("output.weight", weights(len(tokens), HIDDEN))
    for layer in range(LAYERS):
        for name, shape in {
            "attn_q": (HEADS * DIM, HIDDEN),
            "attn_k": (KV_HEADS * DIM, HIDDEN),
            "attn_v": (KV_HEADS * DIM, HIDDEN),
            "attn_output": (HIDDEN, HEADS * DIM),
            "ffn_gate": (FEED_FORWARD, HIDDEN),
            "ffn_up": (FEED_FORWARD, HIDDEN),
            "ffn_down": (HIDDEN, FEED_FORWARD),
        }.items():
            writer.add_tensor(f"blk.{layer}.{name}.weight", weights(*shape))
        for name, size in {"attn_norm": HIDDEN, "ffn_norm": HIDDEN, "attn_q_norm": DIM, "attn_k_norm": DIM}.items():
            writer.add_tensor(f"blk.{layer}.{name}.weight", np.ones(size, np.float32))
    writer.write_header_to_file()
    writer.write_kv_data_to_file()
    writer.write_tensors_to_file()
    writer.close()


def resident_mib():
    with open("/proc/self/statm", encoding="ascii") as file:
        return int(file.read().split()[1]) * os.sysconf("SC_PAGE_SIZE") / 2**20


def pipeline(model, cache_gib, precision):
    scheduler = genai.SchedulerConfig()
    scheduler.cache_size = cache_gib
    scheduler.max_num_seqs = 256
    scheduler.enable_prefix_caching = False
    return genai.LLMPipeline(model, "CPU", scheduler_config=scheduler, KV_CACHE_PRECISION=precision)


def generate(llm, sequences, tokens):
    """Returns the seconds that it takes to generate a number of tokens of each of a number of sequences."""
    config = genai.GenerationConfig()
    config.max_new_tokens = tokens
    config.ignore_eos = True
    config.apply_chat_template = False
    begin = time.monotonic()
    llm.generate([f"{i} the abacus" for i in range(sequences)], config)
    return time.monotonic() - begin


def measure_cache(model):
    """One process each, because freed memory is not returned."""
    for cache, precision, sequences, tokens in [
        (0, "u8", 1, 8),
        (0, "u8", 32, 128),
        (0, "u8", 32, 256),
        (0, "f16", 32, 256),
        (1, "u8", 1, 8),
        (1, "u8", 32, 256),
    ]:
        if os.fork() == 0:
            llm = pipeline(model, cache, precision)
            generate(llm, 1, 8)
            before = resident_mib()
            generate(llm, sequences, tokens)
            name = "unlimited" if cache == 0 else f"{cache} GiB"
            print(
                f"KV cache {name}, {precision}: {resident_mib():.0f} MiB after {sequences * tokens} tokens,"
                f" {before:.0f} before",
                flush=True,
            )
            os._exit(0)
        os.wait()


def measure_sequences(model):
    llm = pipeline(model, 1, "u8")
    generate(llm, 4, 16)
    alone = None
    for sequences in [1, 2, 4, 8, 16, 32]:
        seconds = min(generate(llm, sequences, 32) for _ in range(3))
        alone = alone or seconds
        slowdown = (seconds / alone - 1) / max(1, sequences - 1)
        print(
            f"{sequences} sequences: {32 * sequences / seconds:.0f} tokens/s, {32 / seconds:.1f} of each;"
            f" each other one adds {slowdown:.3f} of the time alone",
            flush=True,
        )


def encoder(length=128, hidden=384, layers=6, heads=12):
    """Returns an encoder as that of small embedding models."""
    value = tokens = op.parameter([1, length, hidden], np.float32)

    def dense(value, rows, columns):
        return op.matmul(value, op.constant(weights(rows, columns).astype(np.float32)), False, False)

    def split(value):
        return op.transpose(op.reshape(value, [1, length, heads, hidden // heads], False), [0, 2, 1, 3])

    for _ in range(layers):
        query, key, content = (split(dense(value, hidden, hidden)) for _ in range(3))
        attended = op.scaled_dot_product_attention(query, key, content)
        joined = op.reshape(op.transpose(attended, [0, 2, 1, 3]), [1, length, hidden], False)
        value = op.mvn(op.add(value, dense(joined, hidden, hidden)), [2], True, 1e-6, "inside_sqrt")
        inner = op.gelu(dense(value, hidden, 4 * hidden), "erf")
        value = op.mvn(op.add(value, dense(inner, 4 * hidden, hidden)), [2], True, 1e-6, "inside_sqrt")
    return ov.Model([op.reduce_mean(value, [1], False)], [tokens])


def measure_embeddings():
    model = encoder()
    data = np.zeros([1, 128, 384], np.float32)
    for streams in [1, 2, 4]:
        compiled = ov.Core().compile_model(model, "CPU", {"NUM_STREAMS": str(streams)})
        best = 0.0
        for _ in range(3):
            queue = ov.AsyncInferQueue(compiled, 8)
            begin = time.monotonic()
            for _ in range(200):
                queue.start_async({0: data})
            queue.wait_all()
            best = max(best, 200 / (time.monotonic() - begin))
        actual = compiled.get_property("NUM_STREAMS")
        print(f"NUM_STREAMS {streams}: {best:.0f} embeddings/s, {actual} streams", flush=True)


def main():
    print(f"OpenVINO {ov.__version__}, {os.cpu_count()} cores")
    with tempfile.TemporaryDirectory() as directory:
        model = os.path.join(directory, "qwen3.gguf")
        write_qwen3(model)
        measure_cache(model)
        measure_sequences(model)
    measure_embeddings()
    return 0


if __name__ == "__main__":
    sys.exit(main())
