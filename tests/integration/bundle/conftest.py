import pytest

from board import Board


@pytest.fixture
def board(tmp_path):
    board = Board(tmp_path)
    board.fill()
    return board
