"""What a parent or carer is told, only while an assessment says that it is safe."""
