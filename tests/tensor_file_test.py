"""Python's safetensors reads what TensorFileWriter writes, and TensorFile reads what it writes.

Usage: tensor_file_test.py PROGRAM     (write FILE | check FILE, see tensor_file_program.cc)
"""
import pathlib
import subprocess
import sys
import tempfile
import unittest

try:
    import numpy
    import safetensors
    import safetensors.numpy
except ImportError:
    safetensors = None

PROGRAM = sys.argv.pop(1)


@unittest.skipIf(safetensors is None, "numpy and safetensors are not there, `make deps-test` brings them")
class TensorFileTest(unittest.TestCase):
    def setUp(self):
        self.folder = tempfile.TemporaryDirectory()
        self.addCleanup(self.folder.cleanup)
        self.file = pathlib.Path(self.folder.name) / "sample.safetensors"
        self.expected = {"weights": numpy.arange(6, dtype=numpy.float32).reshape(2, 3) / 8,
                         "ids": numpy.array([-1, 2**60], dtype=numpy.int64),
                         "rows": numpy.array([7, 2**32 - 1], dtype=numpy.uint32),
                         "keys": numpy.array([2**64 - 1], dtype=numpy.uint64),
                         "none": numpy.zeros((0, 4), dtype=numpy.float64),
                         "text": numpy.frombuffer("\u6bd4\u8428".encode(), dtype=numpy.uint8)}

    def test_python_reads_what_we_write(self):
        subprocess.run([PROGRAM, "write", self.file], check=True)
        with safetensors.safe_open(self.file, framework="numpy") as file:
            self.assertEqual(file.metadata(), {"layer": "model", "quote": '"\n'})
            self.assertEqual(set(file.keys()), set(self.expected))
            for name, expected in self.expected.items():
                actual = file.get_tensor(name)
                self.assertEqual(actual.dtype, expected.dtype, name)
                numpy.testing.assert_array_equal(actual, expected, name)

    def test_we_read_what_python_writes(self):
        safetensors.numpy.save_file(self.expected, self.file, {"layer": "model", "quote": '"\n'})
        self.assertEqual(subprocess.run([PROGRAM, "check", self.file], check=False).returncode, 0)
        self.expected["ids"][1] += 1
        safetensors.numpy.save_file(self.expected, self.file, {"layer": "model", "quote": '"\n'})
        self.assertEqual(subprocess.run([PROGRAM, "check", self.file], check=False).returncode, 1)


if __name__ == "__main__":
    unittest.main()
