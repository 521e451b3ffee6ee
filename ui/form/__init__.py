"""The extraction form beside the paper."""
