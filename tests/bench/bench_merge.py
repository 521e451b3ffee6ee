"""What the merge of a large packet costs: python -m tests.bench.bench_merge.

Nothing is imported here before it is measured: every process that is started loads this module
again, as it loads the program's own, which is as light.
"""

if __name__ == "__main__":
    from tests.bench.merge_costs import main

    main()
