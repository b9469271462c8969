//
// AUTO-GENERATED FILE, DO NOT MODIFY!
//

// ignore_for_file: unused_element
import 'package:built_value/built_value.dart';
import 'package:built_value/serializer.dart';

part 'figure.g.dart';

/// A limit and what is left of it, as decimal strings; null: no limit.
///
/// Properties:
/// * [limit]
/// * [left]
@BuiltValue()
abstract class Figure implements Built<Figure, FigureBuilder> {
  @BuiltValueField(wireName: r'limit')
  String? get limit;

  @BuiltValueField(wireName: r'left')
  String? get left;

  Figure._();

  factory Figure([void updates(FigureBuilder b)]) = _$Figure;

  @BuiltValueHook(initializeBuilder: true)
  static void _defaults(FigureBuilder b) => b;

  @BuiltValueSerializer(custom: true)
  static Serializer<Figure> get serializer => _$FigureSerializer();
}

class _$FigureSerializer implements PrimitiveSerializer<Figure> {
  @override
  final Iterable<Type> types = const [Figure, _$Figure];

  @override
  final String wireName = r'Figure';

  Iterable<Object?> _serializeProperties(
    Serializers serializers,
    Figure object, {
    FullType specifiedType = FullType.unspecified,
  }) sync* {
    yield r'limit';
    yield object.limit == null ? null : serializers.serialize(
      object.limit,
      specifiedType: const FullType.nullable(String),
    );
    yield r'left';
    yield object.left == null ? null : serializers.serialize(
      object.left,
      specifiedType: const FullType.nullable(String),
    );
  }

  @override
  Object serialize(
    Serializers serializers,
    Figure object, {
    FullType specifiedType = FullType.unspecified,
  }) {
    return _serializeProperties(serializers, object, specifiedType: specifiedType).toList();
  }

  void _deserializeProperties(
    Serializers serializers,
    Object serialized, {
    FullType specifiedType = FullType.unspecified,
    required List<Object?> serializedList,
    required FigureBuilder result,
    required List<Object?> unhandled,
  }) {
    for (var i = 0; i < serializedList.length; i += 2) {
      final key = serializedList[i] as String;
      final value = serializedList[i + 1];
      switch (key) {
        case r'limit':
          final valueDes = serializers.deserialize(
            value,
            specifiedType: const FullType.nullable(String),
          ) as String?;
          if (valueDes == null) continue;
          result.limit = valueDes;
          break;
        case r'left':
          final valueDes = serializers.deserialize(
            value,
            specifiedType: const FullType.nullable(String),
          ) as String?;
          if (valueDes == null) continue;
          result.left = valueDes;
          break;
        default:
          unhandled.add(key);
          unhandled.add(value);
          break;
      }
    }
  }

  @override
  Figure deserialize(
    Serializers serializers,
    Object serialized, {
    FullType specifiedType = FullType.unspecified,
  }) {
    final result = FigureBuilder();
    final serializedList = (serialized as Iterable<Object?>).toList();
    final unhandled = <Object?>[];
    _deserializeProperties(
      serializers,
      serialized,
      specifiedType: specifiedType,
      serializedList: serializedList,
      unhandled: unhandled,
      result: result,
    );
    return result.build();
  }
}


