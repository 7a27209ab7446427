"""A visitor's own data in place of MNIST, kept while they are used, and once for equal ones."""

from threading import Lock
from weakref import WeakValueDictionary

import streamlit as st

from core.datasets import four_files
from core.datasets.four_files import DigitSets
from core.datasets.idx import FormatError
from pages._ui import again, uploads
from pages._ui.data import mnist_digits
from pages._ui.page import plain

# What all visitors' own data may take of the server's memory: some twenty times MNIST.
_MOST_SHARED_BYTES = 2**30

# Visitors with equal data share them, and their runs; what nobody uses any more is dropped.
_shared: WeakValueDictionary[str, DigitSets] = WeakValueDictionary()
_sharing = Lock()


def choose() -> DigitSets:
    """Return this visitor's data: MNIST, or their own."""
    return st.session_state.get("lab-own-data") or mnist_digits()


def uploader() -> None:
    """Draw a closed box that takes four files and leads back to MNIST; in no fragment of a part."""
    own = st.session_state.get("lab-own-data")
    label = f"Other data: {own.name} in use" if own else "Other data"
    with st.expander(label, icon=":material/upload_file:", key="lab-own-data-box"):
        st.markdown(
            "Four files: images and their labels to train on, images and their labels to test on. "
            "The format is MNIST's (IDX, gzipped or not, up to 30 MB a file); Fashion-MNIST works "
            "as it comes. They are kept until you reload or close the tab."
        )
        files = st.file_uploader(
            "Four IDX files",
            accept_multiple_files=True,
            # A box with a new name is empty.
            key=f"lab-files-{st.session_state.get('lab-uploads', 0)}",
            label_visibility="collapsed",
        )
        if files:
            take(files)
        if own:
            st.markdown(
                f"**{own.name.capitalize()}**: {len(own.train):,} images to train on, "
                f"{len(own.test):,} to test on."
            )
            st.button("Back to MNIST", icon=":material/undo:", on_click=_go_back)


def take(files: list) -> None:
    """Use the files in the box; as long as they don't fit, all stays and a sentence tells why."""
    try:
        sets = uploads.read("lab-files", files, four_files.read)
        if sets is None:
            return
        st.session_state["lab-own-data"] = share(sets)
    except FormatError as error:
        st.error(plain(str(error)), icon=":material/error:")
        return
    st.session_state["lab-uploads"] = st.session_state.get("lab-uploads", 0) + 1
    uploads.forget("lab-files", files)
    again.rerun()


def share(sets: DigitSets) -> DigitSets:
    """Return the data of equal content that are here already, or take these in."""
    with _sharing:
        others = [each for each in _shared.values() if each.key != sets.key]
        if sum(map(_size, [sets, *others])) > _MOST_SHARED_BYTES:
            raise FormatError(
                "The server holds as many visitors' data as it can. Try again when others have "
                "gone back to MNIST."
            )
        return _shared.setdefault(sets.key, sets)


def _size(sets: DigitSets) -> int:
    # Packed for training, the images are there a second time.
    return 2 * (sets.train.inputs.nbytes + sets.test.inputs.nbytes)


def _go_back() -> None:
    st.session_state.pop("lab-own-data", None)
