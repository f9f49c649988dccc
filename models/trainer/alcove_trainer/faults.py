"""Telling faults apart where nothing but their own form does."""


def out_of_memory(fault: Exception) -> bool:
    """Cards have an error of their own for it; for the processor PyTorch has but its words."""
    return type(fault).__name__ == "OutOfMemoryError" or "DefaultCPUAllocator" in str(fault)
