//
// AUTO-GENERATED FILE, DO NOT MODIFY!
//

// ignore_for_file: unused_element
import 'package:gopay_client/src/model/request_party.dart';
import 'package:built_value/built_value.dart';
import 'package:built_value/serializer.dart';

part 'block.g.dart';

/// Block
///
/// Properties:
/// * [id]
/// * [person]
/// * [createdAt]
@BuiltValue()
abstract class Block implements Built<Block, BlockBuilder> {
  @BuiltValueField(wireName: r'id')
  String get id;

  @BuiltValueField(wireName: r'person')
  RequestParty get person;

  @BuiltValueField(wireName: r'created_at')
  DateTime get createdAt;

  Block._();

  factory Block([void updates(BlockBuilder b)]) = _$Block;

  @BuiltValueHook(initializeBuilder: true)
  static void _defaults(BlockBuilder b) => b;

  @BuiltValueSerializer(custom: true)
  static Serializer<Block> get serializer => _$BlockSerializer();
}

class _$BlockSerializer implements PrimitiveSerializer<Block> {
  @override
  final Iterable<Type> types = const [Block, _$Block];

  @override
  final String wireName = r'Block';

  Iterable<Object?> _serializeProperties(
    Serializers serializers,
    Block object, {
    FullType specifiedType = FullType.unspecified,
  }) sync* {
    yield r'id';
    yield serializers.serialize(
      object.id,
      specifiedType: const FullType(String),
    );
    yield r'person';
    yield serializers.serialize(
      object.person,
      specifiedType: const FullType(RequestParty),
    );
    yield r'created_at';
    yield serializers.serialize(
      object.createdAt,
      specifiedType: const FullType(DateTime),
    );
  }

  @override
  Object serialize(
    Serializers serializers,
    Block object, {
    FullType specifiedType = FullType.unspecified,
  }) {
    return _serializeProperties(serializers, object, specifiedType: specifiedType).toList();
  }

  void _deserializeProperties(
    Serializers serializers,
    Object serialized, {
    FullType specifiedType = FullType.unspecified,
    required List<Object?> serializedList,
    required BlockBuilder result,
    required List<Object?> unhandled,
  }) {
    for (var i = 0; i < serializedList.length; i += 2) {
      final key = serializedList[i] as String;
      final value = serializedList[i + 1];
      switch (key) {
        case r'id':
          final valueDes = serializers.deserialize(
            value,
            specifiedType: const FullType(String),
          ) as String;
          result.id = valueDes;
          break;
        case r'person':
          final valueDes = serializers.deserialize(
            value,
            specifiedType: const FullType(RequestParty),
          ) as RequestParty;
          result.person.replace(valueDes);
          break;
        case r'created_at':
          final valueDes = serializers.deserialize(
            value,
            specifiedType: const FullType(DateTime),
          ) as DateTime;
          result.createdAt = valueDes;
          break;
        default:
          unhandled.add(key);
          unhandled.add(value);
          break;
      }
    }
  }

  @override
  Block deserialize(
    Serializers serializers,
    Object serialized, {
    FullType specifiedType = FullType.unspecified,
  }) {
    final result = BlockBuilder();
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


