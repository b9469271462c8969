//
// AUTO-GENERATED FILE, DO NOT MODIFY!
//

// ignore_for_file: unused_element
import 'package:built_value/built_value.dart';
import 'package:built_value/serializer.dart';

part 'unread.g.dart';

/// What is left.
///
/// Properties:
/// * [unread] - How many are unread; 100 means 100 or more.
@BuiltValue()
abstract class Unread implements Built<Unread, UnreadBuilder> {
  /// How many are unread; 100 means 100 or more.
  @BuiltValueField(wireName: r'unread')
  int get unread;

  Unread._();

  factory Unread([void updates(UnreadBuilder b)]) = _$Unread;

  @BuiltValueHook(initializeBuilder: true)
  static void _defaults(UnreadBuilder b) => b;

  @BuiltValueSerializer(custom: true)
  static Serializer<Unread> get serializer => _$UnreadSerializer();
}

class _$UnreadSerializer implements PrimitiveSerializer<Unread> {
  @override
  final Iterable<Type> types = const [Unread, _$Unread];

  @override
  final String wireName = r'Unread';

  Iterable<Object?> _serializeProperties(
    Serializers serializers,
    Unread object, {
    FullType specifiedType = FullType.unspecified,
  }) sync* {
    yield r'unread';
    yield serializers.serialize(
      object.unread,
      specifiedType: const FullType(int),
    );
  }

  @override
  Object serialize(
    Serializers serializers,
    Unread object, {
    FullType specifiedType = FullType.unspecified,
  }) {
    return _serializeProperties(serializers, object, specifiedType: specifiedType).toList();
  }

  void _deserializeProperties(
    Serializers serializers,
    Object serialized, {
    FullType specifiedType = FullType.unspecified,
    required List<Object?> serializedList,
    required UnreadBuilder result,
    required List<Object?> unhandled,
  }) {
    for (var i = 0; i < serializedList.length; i += 2) {
      final key = serializedList[i] as String;
      final value = serializedList[i + 1];
      switch (key) {
        case r'unread':
          final valueDes = serializers.deserialize(
            value,
            specifiedType: const FullType(int),
          ) as int;
          result.unread = valueDes;
          break;
        default:
          unhandled.add(key);
          unhandled.add(value);
          break;
      }
    }
  }

  @override
  Unread deserialize(
    Serializers serializers,
    Object serialized, {
    FullType specifiedType = FullType.unspecified,
  }) {
    final result = UnreadBuilder();
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


