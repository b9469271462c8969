//
// AUTO-GENERATED FILE, DO NOT MODIFY!
//

// ignore_for_file: unused_element
import 'package:built_value/built_value.dart';
import 'package:built_value/serializer.dart';

part 'replayed.g.dart';

/// Replayed
///
/// Properties:
/// * [replayed] - How many deliveries are sent again.
/// * [hasMore] - There are more: ask again once these are taken.
@BuiltValue()
abstract class Replayed implements Built<Replayed, ReplayedBuilder> {
  /// How many deliveries are sent again.
  @BuiltValueField(wireName: r'replayed')
  int get replayed;

  /// There are more: ask again once these are taken.
  @BuiltValueField(wireName: r'has_more')
  bool get hasMore;

  Replayed._();

  factory Replayed([void updates(ReplayedBuilder b)]) = _$Replayed;

  @BuiltValueHook(initializeBuilder: true)
  static void _defaults(ReplayedBuilder b) => b;

  @BuiltValueSerializer(custom: true)
  static Serializer<Replayed> get serializer => _$ReplayedSerializer();
}

class _$ReplayedSerializer implements PrimitiveSerializer<Replayed> {
  @override
  final Iterable<Type> types = const [Replayed, _$Replayed];

  @override
  final String wireName = r'Replayed';

  Iterable<Object?> _serializeProperties(
    Serializers serializers,
    Replayed object, {
    FullType specifiedType = FullType.unspecified,
  }) sync* {
    yield r'replayed';
    yield serializers.serialize(
      object.replayed,
      specifiedType: const FullType(int),
    );
    yield r'has_more';
    yield serializers.serialize(
      object.hasMore,
      specifiedType: const FullType(bool),
    );
  }

  @override
  Object serialize(
    Serializers serializers,
    Replayed object, {
    FullType specifiedType = FullType.unspecified,
  }) {
    return _serializeProperties(serializers, object, specifiedType: specifiedType).toList();
  }

  void _deserializeProperties(
    Serializers serializers,
    Object serialized, {
    FullType specifiedType = FullType.unspecified,
    required List<Object?> serializedList,
    required ReplayedBuilder result,
    required List<Object?> unhandled,
  }) {
    for (var i = 0; i < serializedList.length; i += 2) {
      final key = serializedList[i] as String;
      final value = serializedList[i + 1];
      switch (key) {
        case r'replayed':
          final valueDes = serializers.deserialize(
            value,
            specifiedType: const FullType(int),
          ) as int;
          result.replayed = valueDes;
          break;
        case r'has_more':
          final valueDes = serializers.deserialize(
            value,
            specifiedType: const FullType(bool),
          ) as bool;
          result.hasMore = valueDes;
          break;
        default:
          unhandled.add(key);
          unhandled.add(value);
          break;
      }
    }
  }

  @override
  Replayed deserialize(
    Serializers serializers,
    Object serialized, {
    FullType specifiedType = FullType.unspecified,
  }) {
    final result = ReplayedBuilder();
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


