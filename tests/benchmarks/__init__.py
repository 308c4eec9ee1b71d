"""What commands cost, as multiples of a bare Python in the same run; no part of the test run."""
