"""What pages say about people's hours, numbers to ring and pictures, worked out beforehand."""

from voice_app.care.pages.hours import is_back

__all__ = ["is_back"]
