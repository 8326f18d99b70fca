"""How good the answers are: gold questions, metrics, the gate, benchmarks."""
