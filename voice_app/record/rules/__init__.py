"""How the trail is computed. Plain functions over plain values, so that anybody can check them."""
