"""Playing through frames, at each speed, to the end."""

import pytest
import streamlit

from pages._ui.player import Player


@pytest.mark.parametrize(("speed", "ticks"), [("slow", 40), ("normal", 10), ("fast", 3)])
def test_a_speed_sets_how_many_ticks_lead_to_the_end(monkeypatch, speed, ticks):
    state = {"p-player": {"frame": 0, "playing": True}, "p-speed": speed}
    monkeypatch.setattr(streamlit, "session_state", state)
    player, frames = Player("p", 11), [0]
    for _ in range(ticks):
        player.tick()
        frames.append(player.frame)
    assert frames == sorted(frames)
    assert frames[-2] < frames[-1] == 10


def test_a_step_goes_on_from_where_a_slow_play_was_paused(monkeypatch):
    monkeypatch.setattr(streamlit, "session_state", {"p-player": {"frame": 3, "place": 3.75}})
    player = Player("p", 11)
    player.go_to(player.frame + 1)
    assert (player.frame, player._state["place"]) == (4, 4)
